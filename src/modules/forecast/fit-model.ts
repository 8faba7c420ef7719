import { zstdCompressSync } from 'node:zlib'
import { z } from 'zod'
import type { CalendarSpec } from '#library/calendar'
import { defaultCalendarSpec } from '#modules/calendars'
import { instant, instantText, textOf } from '#platform/fields'
import { type Context, operation, systemActor } from '#platform/operation'
import type { TaskContext } from '#platform/queue'
import { ENGINE_FEATURES } from './features.ts'
import { fitInThread } from './fit-in-thread.ts'
import { FORMAT, isCurrent, isLong, settingOf } from './model-of.ts'
import { modelHead, nextGeneration, storeModelRow } from './queries.ts'
import { historyUntil } from './read-history.ts'

/** Tells that history was brought in: models made before do not know it. A long one is fitted in the background. */
export async function historyBroughtIn(ctx: Context): Promise<void> {
  await nextGeneration(ctx.db, ctx.orgId)
  if (await isLong(ctx, ctx.now)) ctx.later({ name: 'forecast.fit_model', data: {} })
}

const plan = z.object({
  needed: z.boolean().meta({ description: 'Is the history long, and the stored model not of last midnight?' }),
  until: instantText,
  zone: z.string(),
  generation: z.number().int(),
})

const planFit = operation({
  name: 'forecast.planFit',
  effect: 'reads',
  permission: 'forecast.fit',
  summary: 'Whether the stored model of the organization has to be made anew',
  input: z.strictObject({}),
  output: plan.extend({ calendar: z.custom<CalendarSpec | null>() }),
  async run(ctx) {
    const head = await modelHead(ctx.db, ctx.orgId)
    const { until, zone, generation } = await settingOf(ctx, head)
    const needed = !isCurrent(head, { until, zone, generation }) && (await isLong(ctx, until))
    return { needed, until: textOf(until), zone, generation, calendar: await defaultCalendarSpec(ctx) }
  },
})

const storeModel = operation({
  name: 'forecast.storeModel',
  effect: 'writes',
  permission: 'forecast.fit',
  summary: 'Keep a model that was fitted',
  input: z.strictObject({ until: instant, generation: z.number().int(), model: z.custom<Buffer>() }),
  output: z.object({}),
  async run(ctx, { until, generation, model }) {
    await storeModelRow(ctx.db, ctx.orgId, { until, generation, format: FORMAT, model })
    ctx.record({ type: 'forecast.fitted', subject: `organization:${ctx.orgId}`, data: { until: textOf(until) } })
    return {}
  },
})

/** Once a day: has a long history fitted anew. */
export const refreshModel = operation({
  name: 'forecast.refreshModel',
  effect: 'writes',
  permission: 'forecast.fit',
  summary: 'Have the stored model made anew where it is not of last midnight',
  input: z.strictObject({}),
  output: z.object({ planned: z.boolean() }),
  async run(ctx) {
    const { needed } = await planFit.run(ctx, {})
    if (needed) ctx.later({ name: 'forecast.fit_model', data: {} })
    return { planned: needed }
  },
})

/** Fits a long history in a thread of its own and keeps the model. Again it changes nothing. */
export async function fitModel({ orgId, gate, signal }: TaskContext): Promise<void> {
  const actor = systemActor(orgId, 'forecast.fit_model')
  const { needed, until, zone, generation, calendar } = await gate.run(planFit, actor, {})
  if (!needed) return
  const now = Temporal.Instant.from(until).epochMilliseconds
  const text = await fitInThread(
    historyUntil({ orgId, gate }, until),
    { now, zone, features: ENGINE_FEATURES, calendar },
    signal,
  )
  await gate.run(storeModel, actor, { until, generation, model: zstdCompressSync(text) })
}
