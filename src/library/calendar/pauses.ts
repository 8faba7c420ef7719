import { CalendarError } from './error.ts'
import type { Timeline } from './timeline.ts'

/** `[fromMs, toMs)` during which the clock stands still. */
export type Pause = readonly [fromMs: number, toMs: number]

/** As `timeline.due`, where business time inside the pauses does not count. */
export function dueOutside(timeline: Timeline, startMs: number, seconds: number, pauses: readonly Pause[]): number {
  let here = startMs
  let left = seconds
  for (const [from, to] of inOrder(pauses)) {
    if (to <= here) continue
    if (from > here) {
      const due = timeline.due(here, left)
      // Work that ends exactly when the pause begins was done before it.
      if (due <= from) return due
      left -= timeline.elapsed(here, from)
    } else if (left === 0) return here
    here = to
  }
  return timeline.due(here, left)
}

/** As `timeline.elapsed`, without the business time inside the pauses. */
export function elapsedOutside(timeline: Timeline, fromMs: number, toMs: number, pauses: readonly Pause[]): number {
  if (toMs < fromMs) return 0 - elapsedOutside(timeline, toMs, fromMs, pauses)
  let counted = timeline.elapsed(fromMs, toMs)
  let here = fromMs
  for (const [from, to] of inOrder(pauses)) {
    const start = Math.max(from, here)
    const end = Math.min(to, toMs)
    if (start >= end) continue
    counted -= timeline.elapsed(start, end)
    here = end
  }
  return counted
}

/** Sorted by their start; an empty pause is nothing, one that ends before it begins is refused. */
function inOrder(pauses: readonly Pause[]): readonly Pause[] {
  let sorted = true
  let last = Number.NEGATIVE_INFINITY
  for (const [i, [from, to]] of pauses.entries()) {
    if (!(from <= to))
      throw new CalendarError(`pauses[${i}]`, `[${from}, ${to}] must run forward, in epoch milliseconds.`)
    if (from < last) sorted = false
    last = from
  }
  return sorted ? pauses : pauses.toSorted((a, b) => a[0] - b[0])
}
