import { binOf, bins, startOf } from './ages.ts'
import { Cells, insert } from './cells.ts'
import type { Curve } from './curve.ts'
import { isKept } from './marks.ts'
import type { Step } from './progress.ts'

/** A request that has not ended. */
export interface Running {
  readonly id: string
  /** Operating position at which it was opened. */
  readonly from: number
  readonly wall: number
  readonly day: number
  readonly leaf: number
  /** The curve by which it could have been quoted when it came in; null for one that recalibration does not look at. */
  curve: Curve | null
  /** What has happened to it, in order of time. */
  steps: readonly Step[]
}

/** How many are of which age, in no order. */
export interface Ages {
  readonly bins: number[]
  readonly counts: number[]
}

/** A kept midnight and the operating position at it. */
export interface Mark {
  readonly day: number
  readonly position: number
}

/** One group's sufficient statistics; of a finest segment also its open requests. */
export class Leaf {
  cells: Cells = new Cells()
  /** The ages of what was open at kept midnights, by the day that each begins. */
  snapshots = new Map<number, Ages>()
  /** In order of opening. */
  running: Running[] = []
  /** Where each of them began: read for all of them every day, so they lie side by side. */
  begins: number[] = []

  /** One that can change while this one stays as it is. */
  fork(): Leaf {
    const leaf = new Leaf()
    leaf.cells = this.cells.copy()
    leaf.snapshots = new Map(this.snapshots)
    leaf.running = this.running.slice()
    leaf.begins = this.begins.slice()
    return leaf
  }

  /** @param marks the kept midnights so far: news that comes late is also put into those it was open at */
  countOpening(from: number, day: number, marks: readonly Mark[]): void {
    this.cells.countOpening(day)
    this.#amend(from, day, marks, 1)
  }

  /** @param completed false: it left without having been done, or cannot be counted as done */
  countEnd(from: number, ageMs: number, completed: boolean, day: number, marks: readonly Mark[]): void {
    this.#amend(from, day, marks, -1)
    this.cells.countEnd(day, 2 * binOf(ageMs) + (completed ? 0 : 1))
  }

  admit(request: Running): void {
    let at = this.begins.length
    while (at > 0 && (this.begins[at - 1] as number) > request.from) at--
    insert(this.begins, at, request.from)
    insert(this.running, at, request)
  }

  dismiss(request: Running): void {
    let at = 0
    let high = this.begins.length
    while (at < high) {
      const middle = (at + high) >> 1
      if ((this.begins[middle] as number) < request.from) at = middle + 1
      else high = middle
    }
    while (this.running[at] !== request && this.begins[at] === request.from) at++
    if (this.running[at] !== request) return
    this.running.splice(at, 1)
    this.begins.splice(at, 1)
  }

  /** Keeps the ages of what is open at the midnight that begins `today`. */
  mark(today: number, ages: Ages): void {
    if (this.snapshots.size > 80)
      for (const day of this.snapshots.keys()) if (!isKept(day, today)) this.snapshots.delete(day)
    if (ages.bins.length > 0) this.snapshots.set(today, ages)
  }

  #amend(from: number, day: number, marks: readonly Mark[], by: 1 | -1): void {
    for (let i = marks.length - 1; i >= 0 && (marks[i] as Mark).day > day; i--) {
      const mark = marks[i] as Mark
      const bin = binOf(mark.position - from)
      const snapshot = this.snapshots.get(mark.day)
      if (snapshot) this.snapshots.set(mark.day, withOne(snapshot, bin, by))
      else if (by > 0) this.snapshots.set(mark.day, { bins: [bin], counts: [1] })
    }
  }
}

/** Snapshots are shared with copies: they are replaced, not changed. */
function withOne(snapshot: Ages, bin: number, by: 1 | -1): Ages {
  const where = snapshot.bins.indexOf(bin)
  if (where >= 0) return { ...snapshot, counts: snapshot.counts.map((n, i) => (i === where ? Math.max(0, n + by) : n)) }
  return by < 0 ? snapshot : { ...snapshot, bins: [...snapshot.bins, bin], counts: [...snapshot.counts, 1] }
}

const foundBins = new Array<number>(bins).fill(0)
const foundCounts = new Array<number>(bins).fill(0)
const found = (n: number): Ages => ({ bins: foundBins.slice(0, n), counts: foundCounts.slice(0, n) })

/** The ages of what began at these positions, in order. */
export function agesOf(begins: readonly number[], position: number): Ages {
  let n = 0
  let least = Number.POSITIVE_INFINITY
  for (let i = 0; i < begins.length; i++) {
    const age = position - (begins[i] as number)
    if (age < least) {
      const bin = binOf(age)
      least = bin === 0 ? Number.NEGATIVE_INFINITY : startOf(bin)
      foundBins[n] = bin
      foundCounts[n++] = 1
    } else foundCounts[n - 1] = (foundCounts[n - 1] as number) + 1
  }
  return found(n)
}

const sums = new Float64Array(bins)

/** The ages of several groups together. */
export function together(groups: readonly Ages[]): Ages {
  if (groups.length === 1) return groups[0] as Ages
  sums.fill(0)
  for (const { bins: ages, counts } of groups)
    for (let i = 0; i < ages.length; i++)
      sums[ages[i] as number] = (sums[ages[i] as number] as number) + (counts[i] as number)
  let n = 0
  for (let bin = 0; bin < bins; bin++) {
    if (sums[bin] === 0) continue
    foundBins[n] = bin
    foundCounts[n++] = sums[bin] as number
  }
  return found(n)
}
