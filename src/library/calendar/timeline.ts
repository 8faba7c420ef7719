import { earliest, latest, yearOf, yearStart } from './civil.ts'
import { CalendarError } from './error.ts'
import type { Opening, Openings } from './openings.ts'

/** The clock without pauses. */
export interface Timeline {
  due(startMs: number, seconds: number): number
  before(dueMs: number, seconds: number): number
  elapsed(fromMs: number, toMs: number): number
  isOpen(ms: number): boolean
  nextOpen(ms: number): number
  nextClose(ms: number): number
  /** The openings within `[fromMs, toMs)`, cut at both. */
  openingsBetween(fromMs: number, toMs: number): Opening[]
}

/**
 * An index over the openings of consecutive years: where each opens, and the open milliseconds before it. Every
 * question is then one or two binary searches. Years are added at either end when a question reaches them; adding at
 * the front shifts all sums, so no sum is kept across it.
 */
export function createTimeline(source: Openings): Timeline {
  let opens = new Float64Array(1024)
  let sums = new Float64Array(1025)
  let count = 0
  let from = 0
  let to = 0

  /** Makes the index hold `ms`. */
  function reach(ms: number): void {
    if (from === to) from = to = Math.max(yearStart(yearOf(ms)), earliest)
    while (ms >= to) append()
    while (ms < from) prepend()
  }

  /** Adds the next year; false at the end of time. */
  function append(): boolean {
    if (to >= latest) return false
    const year = yearOf(to)
    push(source.ofYear(year))
    to = Math.min(yearStart(year + 1), latest)
    return true
  }

  function prepend(): boolean {
    if (from <= earliest) return false
    const year = yearOf(from - 1)
    const later = openingsAt(0, count)
    count = 0
    push(source.ofYear(year))
    push(later)
    from = Math.max(yearStart(year), earliest)
    return true
  }

  function push(added: Opening[]): void {
    if (count + added.length > opens.length) {
      const room = Math.max(2 * opens.length, count + added.length)
      opens = enlarged(opens, room)
      sums = enlarged(sums, room + 1)
    }
    for (const opening of added) {
      const length = opening.to - opening.from
      if (count > 0 && closeOf(count - 1) === opening.from) sums[count] = at(sums, count) + length
      else {
        opens[count] = opening.from
        sums[count + 1] = at(sums, count) + length
        count += 1
      }
    }
  }

  function openingsAt(first: number, last: number): Opening[] {
    const list: Opening[] = []
    for (let i = first; i < last; i++) list.push({ from: at(opens, i), to: closeOf(i) })
    return list
  }

  const at = (array: Float64Array, i: number): number => array[i] as number
  const closeOf = (i: number): number => at(opens, i) + at(sums, i + 1) - at(sums, i)

  /** The last opening that begins at or before `ms`; −1 when there is none. */
  function openingBefore(ms: number): number {
    let low = -1
    let high = count
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if (at(opens, middle) <= ms) low = middle
      else high = middle
    }
    return low
  }

  /** The last opening with fewer than (`orEqual`: at most) `sum` open milliseconds before it. */
  function openingBySum(sum: number, orEqual: boolean): number {
    let low = -1
    let high = count
    while (high - low > 1) {
      const middle = (low + high) >> 1
      const value = at(sums, middle)
      if (value < sum || (orEqual && value === sum)) low = middle
      else high = middle
    }
    return low
  }

  /** Open milliseconds between the start of the index and `ms`. */
  function position(ms: number): number {
    const i = openingBefore(ms)
    return i < 0 ? 0 : Math.min(at(sums, i) + ms - at(opens, i), at(sums, i + 1))
  }

  function check(field: string, ms: number): void {
    if (!(ms >= earliest && ms < latest))
      throw new CalendarError(field, `${ms} is not an instant in epoch milliseconds within the years 1970 to 2200.`)
    reach(ms)
  }

  function milliseconds(seconds: number): number {
    if (!(seconds >= 0 && seconds < Number.POSITIVE_INFINITY))
      throw new CalendarError('seconds', `${seconds} is not a duration of zero or more seconds.`)
    return Math.round(seconds * 1000)
  }

  function due(startMs: number, seconds: number): number {
    check('start', startMs)
    const work = milliseconds(seconds)
    if (work === 0) return startMs
    const target = position(startMs) + work
    while (at(sums, count) < target)
      if (!append()) throw new CalendarError('seconds', `${seconds} s of business time end after the year 2200.`)
    const i = openingBySum(target, false)
    return at(opens, i) + target - at(sums, i)
  }

  function before(dueMs: number, seconds: number): number {
    check('due', dueMs)
    const work = milliseconds(seconds)
    if (work === 0) return dueMs
    while (position(dueMs) < work)
      if (!prepend()) throw new CalendarError('seconds', `${seconds} s of business time begin before the year 1970.`)
    const target = position(dueMs) - work
    const i = openingBySum(target, true)
    return at(opens, i) + target - at(sums, i)
  }

  function elapsed(fromMs: number, toMs: number): number {
    check('from', fromMs)
    check('to', toMs)
    return (position(toMs) - position(fromMs)) / 1000
  }

  function isOpen(ms: number): boolean {
    check('instant', ms)
    const i = openingBefore(ms)
    return i >= 0 && ms < closeOf(i)
  }

  function nextOpen(ms: number): number {
    if (isOpen(ms)) return ms
    for (;;) {
      const next = openingBefore(ms) + 1
      if (next < count) return at(opens, next)
      if (!append()) throw new CalendarError('instant', 'The calendar does not open again before the end of 2200.')
    }
  }

  function nextClose(ms: number): number {
    const open = nextOpen(ms)
    for (;;) {
      const close = closeOf(openingBefore(open))
      if (close < to) return close
      // The opening may go on in the year that is not indexed yet.
      if (!append()) throw new CalendarError('instant', 'The calendar does not close before the end of 2200.')
    }
  }

  function openingsBetween(fromMs: number, toMs: number): Opening[] {
    check('from', fromMs)
    check('to', toMs)
    return openingsAt(Math.max(openingBefore(fromMs), 0), openingBefore(toMs) + 1)
      .map((opening) => ({ from: Math.max(opening.from, fromMs), to: Math.min(opening.to, toMs) }))
      .filter((opening) => opening.from < opening.to)
  }

  return { due, before, elapsed, isOpen, nextOpen, nextClose, openingsBetween }
}

function enlarged(array: Float64Array<ArrayBuffer>, length: number): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(length)
  larger.set(array)
  return larger
}
