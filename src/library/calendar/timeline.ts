import { checkInstant, earliest, latest, yearOf, yearStart } from './civil.ts'
import { CalendarError } from './error.ts'
import { cut, type OpeningSource, type Openings } from './openings.ts'

/** 18.6 hours: about one opening starts in it. A power of two, so that dividing by it is exact. */
const TIME_BUCKET = 2 ** 26
const TIMES_PER_MS = 1 / TIME_BUCKET

/**
 * The clock without pauses: an index over the openings of consecutive years. It holds where each opens and the open
 * milliseconds before it (the sums), and for both axes, cut into buckets of equal width, the last opening before each
 * bucket. A question looks a bucket up and searches the one or two openings in it. Years are added at either end when
 * a question reaches them; adding at the front shifts all sums, so no sum is kept across it.
 */
export class Timeline {
  private readonly source: OpeningSource
  private opens = new Float64Array(0)
  private sums = new Float64Array(1)
  private count = 0
  private total = 0
  /** What is indexed. */
  private from = 0
  private to = 0
  private byTime = new Int32Array(0)
  private bySum = new Int32Array(0)
  private sumBucket = 0
  private sumsPerMs = 0

  constructor(source: OpeningSource) {
    this.source = source
  }

  due(startMs: number, seconds: number): number {
    this.reach('start', startMs)
    const work = milliseconds(seconds)
    return work === 0 ? startMs : this.instantOfWork(this.position(startMs) + work)
  }

  before(dueMs: number, seconds: number): number {
    this.reach('due', dueMs)
    const work = milliseconds(seconds)
    if (work === 0) return dueMs
    // Each time twice as many years, because all that is there has to move.
    for (let years = 1; this.position(dueMs) < work; years *= 2) {
      if (this.from <= earliest) throw new CalendarError('seconds', `${seconds} s of business time begin before 1970.`)
      this.prepend(Math.max(yearOf(this.from) - years, yearOf(earliest)))
    }
    const target = this.position(dueMs) - work
    const i = this.openingBySum(target, true)
    return this.openOf(i) + target - this.sumOf(i)
  }

  elapsed(fromMs: number, toMs: number): number {
    this.reach('from', fromMs)
    this.reach('to', toMs)
    return (this.position(toMs) - this.position(fromMs)) / 1000
  }

  isOpen(ms: number): boolean {
    this.reach('instant', ms)
    const i = this.openingAt(ms)
    return i >= 0 && ms < this.closeOf(i)
  }

  nextOpen(ms: number): number {
    if (this.isOpen(ms)) return ms
    const next = this.openingAt(ms) + 1
    while (next >= this.count)
      if (!this.append()) throw new CalendarError('instant', 'The calendar does not open again before the end of 2200.')
    return this.openOf(next)
  }

  nextClose(ms: number): number {
    const i = this.openingAt(this.nextOpen(ms))
    // An opening that ends where the index ends may go on in the next year.
    while (this.closeOf(i) >= this.to)
      if (!this.append()) throw new CalendarError('instant', 'The calendar does not close before the end of 2200.')
    return this.closeOf(i)
  }

  /** The openings within `[fromMs, toMs)`, cut at both; the index must hold them. */
  openingsBetween(fromMs: number, toMs: number): Openings {
    const openings: number[] = []
    const last = this.openingAt(toMs)
    for (let i = Math.max(this.openingAt(fromMs), 0); i <= last; i++) openings.push(this.openOf(i), this.closeOf(i))
    return cut(openings, fromMs, toMs)
  }

  /** Makes the index hold `ms`. @throws {CalendarError} naming `field` when `ms` is no instant within the years. */
  reach(field: string, ms: number): void {
    if (ms >= this.from && ms < this.to) return
    checkInstant(field, ms)
    if (this.from === this.to) this.from = this.to = Math.max(yearStart(yearOf(ms)), earliest)
    while (ms >= this.to) this.append()
    if (ms < this.from) this.prepend(yearOf(ms))
  }

  /** Open milliseconds between the start of the index and an instant that the index holds. */
  position(ms: number): number {
    const i = this.openingAt(ms)
    if (i < 0) return 0
    const position = this.sumOf(i) + ms - this.openOf(i)
    const end = this.sumOf(i + 1)
    return position < end ? position : end
  }

  /** The first instant at a position greater than 0, further than the index where needed. */
  instantOfWork(position: number): number {
    this.holdWork(position)
    const i = this.openingBySum(position, false)
    return this.openOf(i) + position - this.sumOf(i)
  }

  /** Whether an instant lies at or behind the first one at `position`. */
  isDoneBy(position: number, ms: number): boolean {
    this.holdWork(position)
    return ms >= this.to || this.position(ms) >= position
  }

  private holdWork(position: number): void {
    while (this.total < position)
      if (!this.append()) throw new CalendarError('seconds', 'The business time ends after the year 2200.')
  }

  /** The last opening that begins at or before an instant that the index holds; −1 when there is none. */
  private openingAt(ms: number): number {
    const opens = this.opens
    const bucket = ((ms - this.from) * TIMES_PER_MS) | 0
    let low = this.byTime[bucket] as number
    let high = (this.byTime[bucket + 1] as number) + 1
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((opens[middle] as number) <= ms) low = middle
      else high = middle
    }
    return low
  }

  /** The last opening with fewer than (`orEqual`: at most) `sum` open milliseconds before it. */
  private openingBySum(sum: number, orEqual: boolean): number {
    const sums = this.sums
    const bucket = (sum * this.sumsPerMs) | 0
    let low = this.bySum[bucket] as number
    let high = (this.bySum[bucket + 1] as number) + 1
    while (high - low > 1) {
      const middle = (low + high) >> 1
      const value = sums[middle] as number
      if (value < sum || (orEqual && value === sum)) low = middle
      else high = middle
    }
    return low
  }

  private openOf(i: number): number {
    return this.opens[i] as number
  }

  private sumOf(i: number): number {
    return this.sums[i] as number
  }

  private closeOf(i: number): number {
    return this.openOf(i) + this.sumOf(i + 1) - this.sumOf(i)
  }

  /** Adds the next year; false at the end of time. */
  private append(): boolean {
    if (this.to >= latest) return false
    const year = yearOf(this.to)
    this.push(this.source.ofYear(year))
    this.to = Math.min(yearStart(year + 1), latest)
    this.fillBuckets()
    return true
  }

  /** Adds the years from `first` to where the index begins. */
  private prepend(first: number): void {
    const later = this.openingsOf(0, this.count)
    const end = yearOf(this.from - 1)
    this.count = this.total = 0
    for (let year = first; year <= end; year++) this.push(this.source.ofYear(year))
    this.push(later)
    this.from = Math.max(yearStart(first), earliest)
    this.byTime = this.bySum = new Int32Array(0)
    this.fillBuckets()
  }

  private openingsOf(first: number, end: number): Openings {
    const openings: number[] = []
    for (let i = first; i < end; i++) openings.push(this.openOf(i), this.closeOf(i))
    return openings
  }

  private push(added: Openings): void {
    this.makeRoom(this.count + added.length / 2)
    const { opens, sums } = this
    let { count, total } = this
    for (let i = 0; i < added.length; i += 2) {
      const from = added[i] as number
      const length = (added[i + 1] as number) - from
      // What touches the last opening, at the turn of a year, goes on with it.
      const touches = count > 0 && this.closeOf(count - 1) === from
      if (!touches) opens[count++] = from
      total += length
      sums[count] = total
    }
    this.count = count
    this.total = total
  }

  private makeRoom(room: number): void {
    if (room <= this.opens.length) return
    const length = Math.max(room, Math.ceil(this.opens.length * 1.25))
    this.opens = enlarged(this.opens, length)
    this.sums = enlarged(this.sums, length + 1)
  }

  private fillBuckets(): void {
    const { opens, sums, count, total, from, to } = this
    if (this.sumBucket === 0 && count > 0) {
      // About as wide as an opening is long; fixed from then on, whatever the later years hold.
      this.sumBucket = 2 ** Math.ceil(Math.log2(Math.max(total / count, 60_000)))
      this.sumsPerMs = 1 / this.sumBucket
    }
    this.byTime = filled(this.byTime, opens, count, from, TIME_BUCKET, Math.floor((to - from) * TIMES_PER_MS) + 2)
    if (count > 0)
      this.bySum = filled(this.bySum, sums, count, 0, this.sumBucket, Math.floor(total * this.sumsPerMs) + 2)
  }
}

/**
 * For the edge of each bucket the last of `values` that lies before it. What `old` says of all buckets but its last
 * holds: values come only at the end.
 */
function filled(
  old: Int32Array,
  values: Float64Array,
  count: number,
  origin: number,
  width: number,
  length: number,
): Int32Array<ArrayBuffer> {
  const buckets = new Int32Array(length)
  const kept = Math.max(old.length - 1, 0)
  buckets.set(old.subarray(0, kept))
  let last = kept > 0 ? (buckets[kept - 1] as number) : -1
  for (let bucket = kept; bucket < length; bucket++) {
    const edge = origin + bucket * width
    while (last + 1 < count && (values[last + 1] as number) < edge) last += 1
    buckets[bucket] = last
  }
  return buckets
}

/** @throws {CalendarError} for what is no duration. */
export function milliseconds(seconds: number): number {
  if (!(seconds >= 0 && seconds < Number.POSITIVE_INFINITY))
    throw new CalendarError('seconds', `${seconds} is not a duration of zero or more seconds.`)
  return Math.round(seconds * 1000)
}

function enlarged(array: Float64Array<ArrayBuffer>, length: number): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(length)
  larger.set(array)
  return larger
}
