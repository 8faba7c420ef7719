import { CalendarError } from './error.ts'
import { milliseconds, type Timeline } from './timeline.ts'

/** `[fromMs, toMs)` during which the clock stands still. */
export type Pause = readonly [fromMs: number, toMs: number]

/** As `timeline.due`, where business time inside the pauses does not count. */
export function dueOutside(timeline: Timeline, startMs: number, seconds: number, pauses: readonly Pause[]): number {
  const ordered = inOrder(pauses)
  timeline.reach('start', startMs)
  const work = milliseconds(seconds)
  if (work === 0) return startMs
  // Reaching further adds years behind the start only, so positions stay comparable.
  let end = timeline.position(startMs) + work
  let here = startMs
  for (let i = 0; i < ordered.length; i++) {
    const [from, to] = ordered[i] as Pause
    if (to <= here) continue
    if (from > here) here = from
    // Work that ends exactly when the pause begins was done before it.
    if (timeline.isDoneBy(end, here)) break
    timeline.reach('pauses', to)
    end += timeline.position(to) - timeline.position(here)
    here = to
  }
  return timeline.instantOfWork(end)
}

/** As `timeline.elapsed`, without the business time inside the pauses. */
export function elapsedOutside(timeline: Timeline, fromMs: number, toMs: number, pauses: readonly Pause[]): number {
  if (toMs < fromMs) return 0 - elapsedOutside(timeline, toMs, fromMs, pauses)
  const ordered = inOrder(pauses)
  timeline.reach('from', fromMs)
  timeline.reach('to', toMs)
  let counted = timeline.position(toMs) - timeline.position(fromMs)
  let here = fromMs
  for (let i = 0; i < ordered.length; i++) {
    const [from, to] = ordered[i] as Pause
    const start = from > here ? from : here
    const end = to < toMs ? to : toMs
    if (start >= end) continue
    counted -= timeline.position(end) - timeline.position(start)
    here = end
  }
  return counted / 1000
}

/** Sorted by their start; an empty pause is nothing, one that ends before it begins is refused. */
function inOrder(pauses: readonly Pause[]): readonly Pause[] {
  let sorted = true
  let last = Number.NEGATIVE_INFINITY
  for (let i = 0; i < pauses.length; i++) {
    const [from, to] = pauses[i] as Pause
    if (!(from <= to))
      throw new CalendarError(`pauses[${i}]`, `[${from}, ${to}] must run forward, in epoch milliseconds.`)
    if (from < last) sorted = false
    last = from
  }
  return sorted ? pauses : pauses.toSorted((a, b) => a[0] - b[0])
}
