import type { Calendar } from '#library/calendar'

/** In which a colleague answers where nothing is promised about the matter. */
const WITHOUT_PROMISE = 4 * 3600
/** Whoever is asked has at least this much business time. */
const LEAST = 3600

/**
 * By when a colleague answers who is asked without a time: within a third of the business time that is left until the next
 * promise of the matter is due, so that two thirds are left for what follows from the answer; at least an hour.
 * @param nextDueMs when the next promise is due; null: none is
 * @returns epoch milliseconds
 */
export function answerByDefault(nowMs: number, nextDueMs: number | null, calendar: Calendar): number {
  const left = nextDueMs === null || nextDueMs <= nowMs ? 0 : calendar.elapsed(nowMs, nextDueMs)
  const seconds = nextDueMs === null ? WITHOUT_PROMISE : Math.max(LEAST, Math.floor(left / 3))
  return calendar.due(nowMs, seconds)
}
