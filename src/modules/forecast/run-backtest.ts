import { z } from 'zod'
import { defaultCalendarSpec } from '#modules/calendars'
import { organizationOf } from '#modules/directory'
import { textOf } from '#platform/fields'
import { type Context, operation, systemActor } from '#platform/operation'
import type { TaskContext } from '#platform/queue'
import { type BacktestSetting, backtestInThread } from './backtest-in-thread.ts'
import { type BacktestRow, changeBacktest, lockBacktest } from './backtest-queries.ts'
import { RELIABILITY, resultOf } from './backtest-result.ts'
import { type BacktestResult, backtestId } from './backtest-schemas.ts'
import { countBegun } from './driver-queries.ts'
import { historyUntil } from './read-history.ts'

const DAY_MS = 86_400_000
/** About as many requests are quoted at most, drawn evenly from the period: what is said of each is kept in memory. */
const MOST_QUOTED = 50_000

type Work = { attempt: string; until: string; setting: BacktestSetting }

/** A worker takes up a backtest, from its beginning: whoever worked on it before stops when it next tells how far it is. */
const beginBacktest = operation({
  name: 'forecast.beginBacktest',
  effect: 'writes',
  permission: 'forecast.fit',
  summary: 'A worker takes up a backtest',
  input: z.strictObject({ id: backtestId }),
  output: z.object({ work: z.custom<Work>().nullable() }),
  async run(ctx, { id }) {
    const row = await lockBacktest(ctx.db, ctx.orgId, id)
    if (row?.state !== 'running') return { work: null }
    const attempt = ctx.newId()
    await changeBacktest(ctx.db, ctx.orgId, id, { attempt, done_days: 0 })
    const { timeZone: zone } = await organizationOf(ctx)
    const midnight = (date: Temporal.PlainDate) => date.toZonedDateTime(zone).toInstant()
    const days = { from: midnight(row.from_date), until: midnight(row.to_date.add({ days: 1 })) }
    const every = Math.max(1, Math.ceil((await countBegun(ctx.db, ctx.orgId, days)) / MOST_QUOTED))
    const setting = { ...settingOf(row, zone), every, calendar: await defaultCalendarSpec(ctx) }
    return { work: { attempt, until: textOf(ctx.now), setting } }
  },
})

const settingOf = (row: BacktestRow, zone: string): Omit<BacktestSetting, 'calendar' | 'every'> => ({
  zone,
  features: row.features,
  confidence: RELIABILITY,
  fromDay: dayNumber(row.from_date),
  toDay: dayNumber(row.to_date),
  by: 'work',
})

const dayNumber = (date: Temporal.PlainDate): number => date.toZonedDateTime('UTC').epochMilliseconds / DAY_MS

const mine = z.strictObject({ id: backtestId, attempt: z.uuid() })

/** The backtest, if it is still running and this attempt's; null: somebody stopped it or took it over. */
async function ours(ctx: Context, { id, attempt }: z.output<typeof mine>): Promise<BacktestRow | null> {
  const row = await lockBacktest(ctx.db, ctx.orgId, id)
  return row?.state === 'running' && row.attempt === attempt ? row : null
}

const noteProgress = operation({
  name: 'forecast.noteBacktestProgress',
  effect: 'writes',
  permission: 'forecast.fit',
  summary: 'How many days of a backtest are done; answers whether to go on',
  input: mine.extend({ done: z.number().int(), total: z.number().int() }),
  output: z.object({ going: z.boolean() }),
  async run(ctx, { done, total, ...who }) {
    if (!(await ours(ctx, who))) return { going: false }
    await changeBacktest(ctx.db, ctx.orgId, who.id, { done_days: done, total_days: total })
    return { going: true }
  },
})

const endBacktest = operation({
  name: 'forecast.endBacktest',
  effect: 'writes',
  permission: 'forecast.fit',
  summary: 'Keep the result of a backtest, or that it failed',
  input: mine.extend({ result: z.custom<BacktestResult>().nullable() }),
  output: z.object({}),
  async run(ctx, { result, ...who }) {
    const row = await ours(ctx, who)
    if (!row) return {}
    await changeBacktest(ctx.db, ctx.orgId, who.id, {
      state: result ? 'done' : 'failed',
      finished_at: ctx.now,
      result: result && JSON.stringify(result),
      ...(result ? { done_days: row.total_days } : {}),
    })
    const type = result ? 'forecast.backtest_done' : 'forecast.backtest_failed'
    ctx.record({ type, subject: `forecast:${ctx.orgId}`, data: { id: who.id } })
    return {}
  },
})

/** Quotes the history again in a thread of its own, tells how far it is, and keeps the result. Interrupted, it begins anew. */
export async function runBacktest(task: TaskContext, id: string): Promise<void> {
  const { gate, orgId, signal } = task
  const actor = systemActor(orgId, 'forecast.run_backtest')
  const { work } = await gate.run(beginBacktest, actor, { id })
  if (work === null) return
  const { attempt, until, setting } = work
  const tell = async (done: number, total: number) =>
    (await gate.run(noteProgress, actor, { id, attempt, done, total })).going
  try {
    const report = await backtestInThread(historyUntil(task, until), setting, tell, signal)
    if (report) await gate.run(endBacktest, actor, { id, attempt, result: resultOf(report) })
  } catch (error) {
    // Stopping is no failure: another worker takes it up.
    if (!signal.aborted) await gate.run(endBacktest, actor, { id, attempt, result: null })
    throw error
  }
}
