import { calendarClock } from '#modules/calendars'
import { textOf } from '#platform/fields'
import type { Context } from '#platform/operation'
import { readClock } from './clock.ts'
import { dueOnAnswer, endOfToday } from './pause.ts'
import type { PromiseRow } from './queries.ts'
import type { PromiseView } from './schemas.ts'
import { openWaitsAbout } from './wait-queries.ts'

export type DueOnAnswer = { now: Temporal.Instant; today: Temporal.Instant }

/** When paused promises would be due if the customer answered now, or by the end of today; by promise. */
export async function dueIfAnswered(
  ctx: Pick<Context, 'db' | 'orgId' | 'now'>,
  paused: readonly PromiseRow[],
): Promise<Map<string, DueOnAnswer>> {
  const due = new Map<string, DueOnAnswer>()
  for (const [calendarId, rows] of Map.groupBy(paused, (row) => row.calendar_id)) {
    const { calendar, version } = await calendarClock(ctx, calendarId)
    const tonight = endOfToday(ctx.now, calendar.timeZone)
    for (const row of rows) {
      const clock = { clock: readClock(row.clock), dueAt: row.due_at, calendar, calendarVersion: version }
      due.set(row.id, { now: dueOnAnswer(clock, ctx.now), today: dueOnAnswer(clock, tonight) })
    }
  }
  return due
}

/** What promises whose clocks stand wait for, by promise. Nothing is read where none stands. */
export async function waitingOf(
  ctx: Pick<Context, 'db' | 'orgId' | 'now'>,
  rows: readonly PromiseRow[],
): Promise<Map<string, NonNullable<PromiseView['waiting']>>> {
  const paused = rows.filter((row) => row.state === 'open' && row.paused_at !== null)
  if (paused.length === 0) return new Map()
  const [waits, due] = await Promise.all([
    openWaitsAbout(ctx.db, ctx.orgId, [...new Set(paused.map((row) => row.about))]),
    dueIfAnswered(ctx, paused),
  ])
  const waiting = new Map<string, NonNullable<PromiseView['waiting']>>()
  for (const row of paused) {
    const wait = waits.find(({ about }) => about === row.about)
    const when = due.get(row.id)
    if (wait && when)
      waiting.set(row.id, {
        id: wait.id,
        waitingFor: wait.waiting_for,
        since: textOf(row.paused_at ?? wait.started_at),
        dueIfAnsweredNow: textOf(when.now),
        dueIfAnsweredToday: textOf(when.today),
      })
  }
  return waiting
}
