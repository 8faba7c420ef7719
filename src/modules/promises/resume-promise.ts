import { calendarClock } from '#modules/calendars'
import { watchResumed } from '#modules/risks'
import type { Context } from '#platform/operation'
import { append, type Chain } from './chain.ts'
import { deriveDue, pausesOf, readClock } from './clock.ts'
import { noticeOf } from './notice-of.ts'
import { dueOnAnswer, resumeClock } from './pause.ts'
import { nextCheckAt, type Standing } from './promise.ts'
import { insertNotice, type PromiseRow, updatePromise } from './queries.ts'
import { releaseSteps } from './steps.ts'
import { standingOf } from './view.ts'

/**
 * Ends the pause of a promise whose chain is locked: its clock runs again from `at`, its date follows, what was held of
 * its steps waits again. The row in `chain` is brought up to date; the caller closes the chain.
 * @param tell whether the customer is told of the new date, if it moved and still lies ahead
 */
export async function resumePromise(
  ctx: Context,
  chain: Chain,
  row: PromiseRow,
  { at, waitId, tell }: { at: Temporal.Instant; waitId: string | null; tell: boolean },
): Promise<void> {
  const { calendar, version } = await calendarClock(ctx, row.calendar_id)
  const stood = readClock(row.clock)
  const clock = resumeClock(stood, at)
  const dueAt = dueOnAnswer({ clock: stood, dueAt: row.due_at, calendar, calendarVersion: version }, at)
  const moved = dueAt.epochMilliseconds - row.due_at.epochMilliseconds
  const windowFrom = row.window_from?.add({ milliseconds: moved }) ?? null
  // What the calendar would say today, where it was edited since the date was told.
  const derived =
    row.derived_due_at !== null && clock.type === 'counted'
      ? Temporal.Instant.fromEpochMilliseconds(deriveDue(clock, calendar, at.epochMilliseconds))
      : null
  const ahead = Temporal.Instant.compare(dueAt, ctx.now) > 0
  const noticeId = tell && moved > 0 && ahead && row.beneficiary === 'customer' ? ctx.newId() : null

  row.clock = clock
  row.due_at = dueAt
  row.window_from = windowFrom
  row.paused_at = null
  watchResumed(ctx, row.id, { at, dueAt })
  chain.standings = chain.rows.map(standingOf)
  append(ctx, chain, row, {
    type: 'promise.resumed',
    data: {
      state: row.state,
      consent: row.consent,
      at: at.toString(),
      pausedAt: null,
      waitId,
      dueAt: dueAt.toString(),
      ...(windowFrom ? { windowFrom: windowFrom.toString() } : {}),
      clock,
      noticeId,
    },
  })
  await updatePromise(ctx.db, ctx.orgId, row.id, {
    clock: JSON.stringify(clock),
    due_at: dueAt,
    window_from: windowFrom,
    paused_at: null,
    derived_due_at: derived !== null && Temporal.Instant.compare(derived, dueAt) !== 0 ? derived : null,
    next_check_at: row.followed
      ? nextCheckAt({ state: row.state as Standing['state'], dueAt, answerBy: row.answer_by, pausedAt: null })
      : null,
  })
  if (noticeId !== null) await insertNotice(ctx.db, noticeOf(ctx, row, { id: noticeId, kind: 'resumed', waitId }))
  await releaseSteps(ctx.db, ctx.orgId, [
    {
      promiseId: row.id,
      startMs: (clock.type === 'counted' ? Temporal.Instant.from(clock.startAt) : row.made_at).epochMilliseconds,
      dueMs: dueAt.epochMilliseconds,
      calendar,
      pauses: pausesOf(clock, at.epochMilliseconds),
    },
  ])
}
