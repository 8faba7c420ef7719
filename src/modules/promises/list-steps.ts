import { z } from 'zod'
import { survivorsOf } from '#modules/customers'
import { flag, instantText, textOf } from '#platform/fields'
import { operation } from '#platform/operation'
import { cursorKeys, pageFrom, pageInput, pageOf } from '#platform/pages'
import { promiseNotFound } from './errors.ts'
import { STATES } from './promise.ts'
import { findPromise } from './queries.ts'
import { about, promiseId } from './schemas.ts'
import { promisesByIds, raisedSteps, stepsOf } from './step-queries.ts'
import { named, stepView, stepViews } from './step-view.ts'

const alert = stepView.extend({
  promise: z.object({
    wording: z.string().meta({ examples: ['Your boiler will be repaired.'] }),
    about,
    dueAt: instantText,
    madeAt: instantText,
    state: z.enum(STATES),
    overdue: z.boolean().meta({ description: 'Broken by the clock and not delivered yet.', examples: [false] }),
    pausedAt: instantText.nullable(),
    customer: named.nullable(),
  }),
  others: z.array(named).meta({ description: 'Who else was told about the same promise.' }),
})

export const listSteps = operation({
  name: 'promises.listSteps',
  effect: 'reads',
  permission: 'promises.read',
  summary: 'Warnings and escalation steps that wait to be acknowledged, oldest first',
  input: z.strictObject({
    ...pageInput,
    mine: flag.optional().meta({ description: 'Only those that were raised to you.', examples: ['true'] }),
    state: z.enum(['raised']).default('raised').meta({ description: 'Raised and not acknowledged.' }),
  }),
  output: pageOf(alert),
  async run(ctx, { limit, cursor, mine }) {
    const { memberId } = ctx.actor
    // Whoever is no member has no alerts of their own.
    const rows =
      mine && memberId === null
        ? []
        : await raisedSteps(ctx.db, ctx.orgId, mine ? memberId : null, cursorKeys(cursor, 3), limit + 1)
    const page = pageFrom(
      rows,
      limit,
      (row) => [row.raised_at?.toString() ?? '', row.promise_id, String(row.n)],
      (row) => row,
    )
    const ids = [...new Set(page.items.map((row) => row.promise_id))]
    const [promises, all] = await Promise.all([promisesByIds(ctx.db, ctx.orgId, ids), stepsOf(ctx.db, ctx.orgId, ids)])
    const byId = new Map(promises.map((row) => [row.id, row]))
    const customerIds = promises.map((row) => row.customer_id).filter((id) => id !== null)
    const [views, customers] = await Promise.all([
      stepViews(ctx, all, (row) => byId.get(row.promise_id)),
      survivorsOf(ctx, customerIds),
    ])
    const items = page.items.flatMap(({ promise_id, n }) => {
      const promise = byId.get(promise_id)
      const view = views.find((each) => each.promiseId === promise_id && each.n === n)
      if (!promise || !view) return []
      const others = new Map(
        views
          .filter((each) => each.promiseId === promise_id && each.member && each.member.id !== view.member?.id)
          .map((each) => [each.member?.id, each.member]),
      )
      const customer = customers.get(promise.customer_id ?? '')
      return [
        {
          ...view,
          promise: {
            wording: promise.wording,
            about: promise.about,
            dueAt: textOf(promise.due_at),
            madeAt: textOf(promise.made_at),
            state: promise.state as (typeof STATES)[number],
            overdue: promise.state === 'broken' && promise.occurred_at === null,
            pausedAt: promise.paused_at?.toString() ?? null,
            customer: customer ?? null,
          },
          others: [...others.values()].filter((each) => each != null),
        },
      ]
    })
    return { items, nextCursor: page.nextCursor }
  },
})

export const listStepsOfPromise = operation({
  name: 'promises.listStepsOfPromise',
  effect: 'reads',
  permission: 'promises.read',
  summary: "A promise's warnings and escalation steps: what was taken, what is to come, and whom it tells",
  input: z.strictObject({ id: promiseId }),
  output: z.object({ items: z.array(stepView) }),
  async run(ctx, { id }) {
    const [promise, rows] = await Promise.all([findPromise(ctx.db, ctx.orgId, id), stepsOf(ctx.db, ctx.orgId, [id])])
    if (!promise) throw promiseNotFound()
    return { items: await stepViews(ctx, rows, () => promise) }
  },
})
