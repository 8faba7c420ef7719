import { z } from 'zod'
import { organizationOf } from '#modules/directory'
import { operation } from '#platform/operation'
import { hasBegun, historySpan, insertBacktest, runningBacktest } from './backtest-queries.ts'
import { backtestView, feature, viewOf } from './backtest-schemas.ts'
import { backtestRunning, nothingToTest, periodBackwards } from './errors.ts'
import { ENGINE_FEATURES } from './features.ts'

const LONGEST_DAYS = 365

const date = z.iso.date().transform((text) => Temporal.PlainDate.from(text))

/** One at a time: it takes a thread of its own for a while. */
export const startBacktest = operation({
  name: 'forecast.startBacktest',
  effect: 'writes',
  permission: 'forecast.backtest',
  summary: 'Quote the organization’s own history again, day by day with what was known that morning, in the background',
  input: z.strictObject({
    from: date.optional().meta({
      description:
        'First day whose requests are quoted. Default: the middle of the history, at most a year before its end.',
      examples: ['2026-05-28'],
    }),
    to: date
      .optional()
      .meta({ description: 'The last. Default: the last day of the history.', examples: ['2026-11-25'] }),
    features: z
      .array(feature)
      .max(ENGINE_FEATURES.length)
      .refine((names) => new Set(names).size === names.length, 'Must not name one twice')
      .default([...ENGINE_FEATURES])
      .meta({ description: 'What is compared, the most important first.', examples: [['work', 'channel']] }),
  }),
  output: backtestView,
  async run(ctx, { from, to, features }) {
    const running = await runningBacktest(ctx.db, ctx.orgId)
    if (running) throw backtestRunning(running.id)
    const { timeZone } = await organizationOf(ctx)
    const span = await historySpan(ctx.db, ctx.orgId)
    if (!span) throw nothingToTest()
    const [first, last] = [span.first, span.last].map((at) => at.toZonedDateTimeISO(timeZone).toPlainDate())
    const toDate = to ?? (last as Temporal.PlainDate)
    const fromDate = from ?? defaultFrom(first as Temporal.PlainDate, toDate)
    if (Temporal.PlainDate.compare(fromDate, toDate) > 0) throw periodBackwards()
    const midnight = (day: Temporal.PlainDate) => day.toZonedDateTime(timeZone).toInstant()
    const days = { from: midnight(fromDate), to: midnight(toDate.add({ days: 1 })) }
    if (!(await hasBegun(ctx.db, ctx.orgId, days))) throw nothingToTest()
    const row = await insertBacktest(ctx.db, {
      org_id: ctx.orgId,
      id: ctx.newId(),
      from_date: fromDate,
      to_date: toDate,
      features,
      created_at: ctx.now,
      created_by: ctx.actor.memberId,
      total_days: daysBetween(fromDate, toDate) + 1,
    })
    ctx.record({ type: 'forecast.backtest_started', subject: `forecast:${ctx.orgId}`, data: { id: row.id } })
    ctx.later({ name: 'forecast.run_backtest', data: { id: row.id } })
    return viewOf(row, true)
  },
})

const daysBetween = (from: Temporal.PlainDate, to: Temporal.PlainDate): number =>
  from.until(to, { largestUnit: 'days' }).days

/** The second half of the history, at most a year. */
function defaultFrom(first: Temporal.PlainDate, to: Temporal.PlainDate): Temporal.PlainDate {
  const half = Math.floor(daysBetween(first, to) / 2)
  return to.subtract({ days: Math.max(0, Math.min(half, LONGEST_DAYS - 1)) })
}
