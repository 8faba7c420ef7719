import { z } from 'zod'
import { customerIdsIn } from '#modules/customers'
import { about } from '#modules/promises'
import { flag, instantText, textOf } from '#platform/fields'
import { operation } from '#platform/operation'
import { cursorKeys, pageFrom, pageInput, pageOf } from '#platform/pages'
import { followUpNotFound } from './errors.ts'
import { days, NOT_ASKED, STATES } from './follow-up.ts'
import { countAskedSince, countNotAskedSince, findFollowUp, listFollowUpRows } from './queries.ts'
import { followUpId, followUpView } from './schemas.ts'
import { viewOfFollowUp, viewsOfFollowUps } from './view.ts'

/** A no that nobody has answered for longer is no longer shown as today's work. */
const UNSETTLED_DAYS = 30

export const listFollowUps = operation({
  name: 'followUps.list',
  effect: 'reads',
  permission: 'requests.read',
  summary: 'Whether it went as promised: who was asked, and what they said, the newest first',
  input: z.strictObject({
    ...pageInput,
    state: z
      .enum(STATES)
      .optional()
      .meta({ examples: ['no'] }),
    about: about.optional(),
    customerId: z.uuid().optional(),
    unsettled: flag.default(false).meta({
      description: 'true: only a no of the last 30 days that is still to be answered.',
      examples: ['false'],
    }),
  }),
  output: pageOf(followUpView),
  async run(ctx, { limit, cursor, unsettled, customerId, ...narrowed }) {
    const filter = { ...narrowed, customerIds: await customerIdsIn(ctx, customerId) }
    const rows = await listFollowUpRows(
      ctx.db,
      ctx.orgId,
      unsettled ? { ...filter, state: 'no', answeredFrom: ctx.now.subtract(days(UNSETTLED_DAYS)) } : filter,
      cursorKeys(cursor, 2),
      limit + 1,
    )
    const { items, nextCursor } = pageFrom(
      rows,
      limit,
      (row) => [row.created_at.toString(), row.id],
      (row) => row,
    )
    const views = await viewsOfFollowUps(ctx, items)
    return { items: unsettled ? views.filter((view) => view.unsettled) : views, nextCursor }
  },
})

export const getFollowUp = operation({
  name: 'followUps.get',
  effect: 'reads',
  permission: 'requests.read',
  summary: 'One follow-up with its answers',
  input: z.strictObject({ id: followUpId }),
  output: followUpView,
  async run(ctx, { id }) {
    const row = await findFollowUp(ctx.db, ctx.orgId, id)
    if (!row) throw followUpNotFound()
    return viewOfFollowUp(ctx, row)
  },
})

const DAYS = 28
const count = (description: string) =>
  z
    .number()
    .int()
    .min(0)
    .meta({ description, examples: [3] })

export const readFigures = operation({
  name: 'followUps.readFigures',
  effect: 'reads',
  permission: 'requests.read',
  summary: 'What those said who were asked in the last 28 days whether it went as promised',
  input: z.strictObject({}),
  output: z.object({
    days: z
      .number()
      .int()
      .meta({ examples: [28] }),
    from: instantText,
    asked: count('Of these, all below: n.'),
    yes: count('It went as promised.'),
    no: count('It did not.'),
    silent: count('No answer in time. Never counted as a yes.'),
    waiting: count('Asked, and still to answer.'),
    yesShare: z
      .number()
      .nullable()
      .meta({ description: 'Of those who answered; null: nobody has.', examples: [0.9] }),
    notAsked: z.array(z.object({ because: z.enum(NOT_ASKED), n: count('How many.') })),
  }),
  async run(ctx) {
    const from = ctx.now.subtract(days(DAYS))
    const asked = await countAskedSince(ctx.db, ctx.orgId, from)
    const not = await countNotAskedSince(ctx.db, ctx.orgId, from)
    const of = (state: string) => asked.get(state) ?? 0
    const answered = of('yes') + of('no')
    return {
      days: DAYS,
      from: textOf(from),
      asked: answered + of('silent') + of('asked'),
      yes: of('yes'),
      no: of('no'),
      silent: of('silent'),
      waiting: of('asked'),
      yesShare: answered === 0 ? null : of('yes') / answered,
      notAsked: NOT_ASKED.flatMap((because) => {
        const n = not.get(because) ?? 0
        return n === 0 ? [] : [{ because, n }]
      }),
    }
  },
})
