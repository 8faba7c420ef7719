import { zstdDecompressSync } from 'node:zlib'
import { z } from 'zod'
import { type CalendarSpec, compileCalendar } from '#library/calendar'
import { type ForecastModel, fitForecast } from '#library/forecast'
import { defaultCalendarSpec } from '#modules/calendars'
import { instant, textOf } from '#platform/fields'
import { type Context, operation, systemActor } from '#platform/operation'
import type { TaskContext } from '#platform/queue'
import {
  beginRecord,
  countSaid,
  hasSomethingToCheck,
  hasUnchecked,
  lockUnchecked,
  moveChecked,
  recordRow,
  type StoredCounts,
  storeCounts,
  writeSaid,
} from './check-queries.ts'
import { comparedOf, ENGINE_FEATURES } from './features.ts'
import { fitInThread } from './fit-in-thread.ts'
import { lastMidnight } from './held-model.ts'
import { FORMAT } from './model-of.ts'
import { modelBytes, modelHead } from './queries.ts'
import { historyUntil } from './read-history.ts'
import { CHECKED, PERIODS, recordOf } from './record.ts'

/** After an outage the nights of this many days are made up for; what came in before is left to a backtest. */
const MADE_UP_DAYS = 7
const BATCH = 1_000

/**
 * Once a day: has what the forecast would have said of yesterday's requests written beside them. The first time there is
 * nothing to check: it begins with what comes in from last midnight on.
 */
export const planChecks = operation({
  name: 'forecast.planChecks',
  effect: 'writes',
  permission: 'forecast.fit',
  summary: 'Have the requests that came in before last midnight checked against the forecast',
  input: z.strictObject({}),
  output: z.object({ planned: z.boolean() }),
  async run(ctx) {
    const { until, zone } = await lastMidnight(ctx)
    const known = await recordRow(ctx.db, ctx.orgId)
    if (known === null) await beginRecord(ctx.db, ctx.orgId, until)
    if (known === null || Temporal.Instant.compare(known.checked_until, until) >= 0) return { planned: false }
    const since = earlier(known.checked_until, until.subtract({ hours: 24 * (Math.max(...PERIODS) + 1) }))
    const planned = await hasSomethingToCheck(ctx.db, ctx.orgId, since)
    if (planned) ctx.later({ name: 'forecast.check_quotes', data: {} })
    else {
      await moveChecked(ctx.db, ctx.orgId, until)
      if (known.counts) await countRecord(ctx, until, zone)
    }
    return { planned }
  },
})

/** A local day that is to be checked, from midnight to midnight; `any`: something came in. */
type Day = { from: string; to: string; zone: string; calendar: CalendarSpec | null; any: boolean }

const nextDay = operation({
  name: 'forecast.nextDayToCheck',
  effect: 'reads',
  permission: 'forecast.fit',
  summary: 'The first day whose requests are not checked',
  input: z.strictObject({}),
  output: z.object({ day: z.custom<Day>().nullable() }),
  async run(ctx) {
    const { until, zone } = await lastMidnight(ctx)
    const known = await recordRow(ctx.db, ctx.orgId)
    const earliest = until.toZonedDateTimeISO(zone).subtract({ days: MADE_UP_DAYS }).startOfDay()
    const left = known?.checked_until.toZonedDateTimeISO(zone).startOfDay()
    if (!known || !left || Temporal.Instant.compare(known.checked_until, until) >= 0) return { day: null }
    const from = Temporal.ZonedDateTime.compare(left, earliest) < 0 ? earliest : left
    const to = from.add({ days: 1 }).startOfDay()
    const span = { from: from.toInstant(), to: to.toInstant() }
    return {
      day: {
        from: textOf(span.from),
        to: textOf(span.to),
        zone,
        calendar: await defaultCalendarSpec(ctx),
        any: await hasUnchecked(ctx.db, ctx.orgId, span),
      },
    }
  },
})

const readModel = operation({
  name: 'forecast.readStoredModel',
  effect: 'reads',
  permission: 'forecast.fit',
  summary: 'The stored model, if it is the one of a midnight',
  input: z.strictObject({ until: instant }),
  output: z.object({ model: z.custom<Buffer>().nullable() }),
  async run(ctx, { until }) {
    const head = await modelHead(ctx.db, ctx.orgId)
    const fits = head?.format === FORMAT && head.made_until?.equals(until) === true
    return { model: fits ? await modelBytes(ctx.db, ctx.orgId) : null }
  },
})

const writeChecks = operation({
  name: 'forecast.writeChecks',
  effect: 'writes',
  permission: 'forecast.fit',
  summary: 'Write what the forecast would have said beside requests of a day',
  input: z.strictObject({ from: instant, to: instant, model: z.custom<ForecastModel>() }),
  output: z.object({ more: z.boolean() }),
  async run(ctx, { from, to, model }) {
    const rows = await lockUnchecked(ctx.db, ctx.orgId, { from, to }, BATCH)
    const said = rows.map((row) => ({ id: row.id, dates: datesOf(model, row) }))
    await writeSaid(ctx.db, ctx.orgId, said)
    return { more: said.length > 0 }
  },
})

function datesOf(model: ForecastModel, row: Parameters<typeof comparedOf>[0] & { opened: number }): (number | null)[] {
  const asked = { ...comparedOf(row), openedAt: row.opened }
  // Up to the full second, as a quote is.
  return model
    .quote(asked, { confidence: CHECKED })
    .map(({ dueAt }) => (dueAt === null ? null : Math.ceil(dueAt / 1000) * 1000))
}

const endDay = operation({
  name: 'forecast.endDayOfChecks',
  effect: 'writes',
  permission: 'forecast.fit',
  summary: 'Note that a day is checked; after the last one count what has become of the quotes',
  input: z.strictObject({ to: instant }),
  output: z.object({ counted: z.boolean() }),
  async run(ctx, { to }) {
    await moveChecked(ctx.db, ctx.orgId, to)
    const { until, zone } = await lastMidnight(ctx)
    if (Temporal.Instant.compare(to, until) < 0) return { counted: false }
    await countRecord(ctx, until, zone)
    return { counted: true }
  },
})

async function countRecord(ctx: Context, until: Temporal.Instant, zone: string): Promise<void> {
  const before = (await recordRow(ctx.db, ctx.orgId))?.counts ?? {}
  const counts: StoredCounts = {}
  for (const days of PERIODS) {
    const from = until.toZonedDateTimeISO(zone).subtract({ days }).startOfDay().toInstant()
    counts[days] = await countSaid(ctx.db, ctx.orgId, { from, until })
  }
  await storeCounts(ctx.db, ctx.orgId, until, counts)
  const subject = `forecast:${ctx.orgId}`
  ctx.record({ type: 'forecast.checked', subject, data: { until: textOf(until) } })
  const [was, is] = [before, counts].map((each) => recordOf(each[PERIODS[0]] ?? []).state)
  if (is === 'off' && was !== 'off')
    ctx.record({ type: 'forecast.alarm_raised', subject, data: { until: textOf(until) } })
  if (is !== 'off' && was === 'off')
    ctx.record({ type: 'forecast.alarm_ended', subject, data: { until: textOf(until) } })
}

const earlier = (a: Temporal.Instant, b: Temporal.Instant) => (Temporal.Instant.compare(a, b) < 0 ? a : b)

/**
 * Checks day by day what came in before last midnight, each by the model of the midnight before it, and counts. Begins
 * where it was interrupted; again it changes nothing.
 */
export async function checkQuotes(task: TaskContext): Promise<void> {
  const { orgId, gate, signal } = task
  const actor = systemActor(orgId, 'forecast.check_quotes')
  for (;;) {
    signal.throwIfAborted()
    const { day } = await gate.run(nextDay, actor, {})
    if (day === null) return
    const { from, to } = day
    if (day.any) {
      const model = await modelAsOf(task, day)
      for (let more = true; more; ) {
        signal.throwIfAborted()
        more = (await gate.run(writeChecks, actor, { from, to, model })).more
      }
    }
    await gate.run(endDay, actor, { to })
  }
}

/** The model of the midnight at which a day begins: the one stored then, or made anew from what is known of that time. */
async function modelAsOf(task: TaskContext, { from, zone, calendar }: Day): Promise<ForecastModel> {
  const { orgId, gate, signal } = task
  const options = calendar === null ? {} : { calendar: compileCalendar(calendar) }
  const { model } = await gate.run(readModel, systemActor(orgId, 'forecast.check_quotes'), { until: from })
  if (model !== null) return fitForecast.fromJSON(JSON.parse(zstdDecompressSync(model).toString()), options)
  const now = Temporal.Instant.from(from).epochMilliseconds
  const setting = { now, zone, features: ENGINE_FEATURES, calendar }
  return fitForecast.fromJSON(JSON.parse(await fitInThread(historyUntil(task, from), setting, signal)), options)
}
