import type { Clock } from '../calendar.ts'
import type { DayTarget } from './days.ts'

type Instant = Temporal.Instant

/** The clock on `Temporal.Instant` (to the millisecond); durations are seconds as there. */
export interface Instants {
  due(start: Instant, seconds: number): Instant
  dueWithPauses(start: Instant, seconds: number, pauses: readonly (readonly [from: Instant, to: Instant])[]): Instant
  before(due: Instant, seconds: number): Instant
  elapsed(from: Instant, to: Instant): number
  elapsedWithPauses(from: Instant, to: Instant, pauses: readonly (readonly [from: Instant, to: Instant])[]): number
  isOpen(instant: Instant): boolean
  nextOpen(instant: Instant): Instant
  nextClose(instant: Instant): Instant
  addDays(start: Instant, n: number, options?: { at?: DayTarget }): Instant
  explain(start: Instant, seconds: number): { date: string; from: Instant; to: Instant; seconds: number }[]
}

export function onInstants(clock: Clock): Instants {
  const ms = (instant: Instant): number => instant.epochMilliseconds
  const instant = (epochMs: number): Instant => Temporal.Instant.fromEpochMilliseconds(epochMs)
  const numbers = (pauses: readonly (readonly [Instant, Instant])[]) =>
    pauses.map(([from, to]) => [ms(from), ms(to)] as const)
  return {
    due: (start, seconds) => instant(clock.due(ms(start), seconds)),
    dueWithPauses: (start, seconds, pauses) => instant(clock.dueWithPauses(ms(start), seconds, numbers(pauses))),
    before: (due, seconds) => instant(clock.before(ms(due), seconds)),
    elapsed: (from, to) => clock.elapsed(ms(from), ms(to)),
    elapsedWithPauses: (from, to, pauses) => clock.elapsedWithPauses(ms(from), ms(to), numbers(pauses)),
    isOpen: (at) => clock.isOpen(ms(at)),
    nextOpen: (at) => instant(clock.nextOpen(ms(at))),
    nextClose: (at) => instant(clock.nextClose(ms(at))),
    addDays: (start, n, options) => instant(clock.addDays(ms(start), n, options)),
    explain: (start, seconds) =>
      clock.explain(ms(start), seconds).map((row) => ({ ...row, from: instant(row.from), to: instant(row.to) })),
  }
}
