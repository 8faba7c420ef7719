import { binOf, bins, startOf } from './ages.ts'
import type { Curve } from './curve.ts'
import { isKept, keptFrom } from './marks.ts'
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

/** What happened from one kept day on: openings, and ends by age. */
interface Cell {
  readonly day: number
  opened: number
  /** `2 × bin` for a completion, `2 × bin + 1` for an exit that was none, ascending. */
  readonly keys: number[]
  readonly counts: number[]
}

/** The ages of what was open at a kept midnight. */
interface Snapshot extends Ages {
  readonly day: number
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
  cells: Cell[] = []
  snapshots: Snapshot[] = []
  /** In order of opening. */
  running: Running[] = []
  /** Cells belong to another one too: they are copied before they change. */
  #shared = false
  #own: Cell | null = null

  /** One that can change while this one stays as it is. */
  fork(): Leaf {
    const leaf = new Leaf()
    leaf.#shared = true
    leaf.cells = this.cells.slice()
    leaf.snapshots = this.snapshots.slice()
    leaf.running = this.running.slice()
    return leaf
  }

  /** @param marks the kept midnights so far: news that comes late is also put into those it was open at */
  countOpening(from: number, day: number, marks: readonly Mark[]): void {
    this.#cellOf(day).opened += 1
    this.#amend(from, day, marks, 1)
  }

  /** @param completed false: it left without having been done, or cannot be counted as done */
  countEnd(from: number, ageMs: number, completed: boolean, day: number, marks: readonly Mark[]): void {
    const cell = this.#cellOf(day)
    this.#amend(from, day, marks, -1)
    const key = 2 * binOf(ageMs) + (completed ? 0 : 1)
    let low = 0
    let high = cell.keys.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((cell.keys[middle] as number) < key) low = middle + 1
      else high = middle
    }
    if (cell.keys[low] === key) cell.counts[low] = (cell.counts[low] as number) + 1
    else {
      insert(cell.keys, low, key)
      insert(cell.counts, low, 1)
    }
  }

  admit(request: Running): void {
    let at = this.running.length
    while (at > 0 && (this.running[at - 1] as Running).from > request.from) at--
    if (at === this.running.length) this.running.push(request)
    else this.running.splice(at, 0, request)
  }

  dismiss(request: Running): void {
    let at = 0
    let high = this.running.length
    while (at < high) {
      const middle = (at + high) >> 1
      if ((this.running[middle] as Running).from < request.from) at = middle + 1
      else high = middle
    }
    while (this.running[at] !== request && this.running[at]?.from === request.from) at++
    if (this.running[at] === request) this.running.splice(at, 1)
  }

  /** Keeps the ages of what is open at the midnight that begins `today`. */
  mark(today: number, ages: Ages): void {
    if (this.snapshots.length > 80) this.snapshots = this.snapshots.filter(({ day }) => isKept(day, today))
    if (ages.bins.length > 0) this.snapshots.push({ day: today, bins: ages.bins, counts: ages.counts })
  }

  #cellOf(day: number): Cell {
    const last = this.cells.at(-1)
    if (last?.day === day && (!this.#shared || last === this.#own)) return last
    if (this.cells.length > 90) this.cells = merge(this.cells, Math.max(day, (last as Cell).day))
    let at = this.cells.length
    while (at > 0 && (this.cells[at - 1] as Cell).day > day) at--
    const before = this.cells[at - 1]
    if (before?.day === day) {
      if (!this.#shared || before === this.#own) return before
      this.#own = { ...before, keys: before.keys.slice(), counts: before.counts.slice() }
      this.cells[at - 1] = this.#own
      return this.#own
    }
    const cell: Cell = { day, opened: 0, keys: [], counts: [] }
    this.#own = cell
    if (at === this.cells.length) this.cells.push(cell)
    else this.cells.splice(at, 0, cell)
    return cell
  }

  #amend(from: number, day: number, marks: readonly Mark[], by: 1 | -1): void {
    for (let i = marks.length - 1; i >= 0 && (marks[i] as Mark).day > day; i--) {
      const mark = marks[i] as Mark
      const bin = binOf(mark.position - from)
      let at = this.snapshots.length
      while (at > 0 && (this.snapshots[at - 1] as Snapshot).day > mark.day) at--
      const snapshot = this.snapshots[at - 1]
      if (snapshot?.day === mark.day) this.snapshots[at - 1] = withOne(snapshot, bin, by)
      else if (by > 0) this.snapshots.splice(at, 0, { day: mark.day, bins: [bin], counts: [1] })
    }
  }
}

/** Snapshots are shared with copies: they are replaced, not changed. */
function withOne(snapshot: Snapshot, bin: number, by: 1 | -1): Snapshot {
  const where = snapshot.bins.indexOf(bin)
  if (where >= 0) return { ...snapshot, counts: snapshot.counts.map((n, i) => (i === where ? Math.max(0, n + by) : n)) }
  return by < 0 ? snapshot : { ...snapshot, bins: [...snapshot.bins, bin], counts: [...snapshot.counts, 1] }
}

/** As `splice`, without a list of what was removed: this is done for every end. */
function insert(list: number[], at: number, value: number): void {
  list.push(value)
  for (let i = list.length - 1; i > at; i--) list[i] = list[i - 1] as number
  list[at] = value
}

const foundBins = new Array<number>(bins).fill(0)
const foundCounts = new Array<number>(bins).fill(0)
const found = (n: number): Ages => ({ bins: foundBins.slice(0, n), counts: foundCounts.slice(0, n) })

/** The ages of running requests, in order of opening. */
export function agesOf(running: readonly Running[], position: number): Ages {
  let n = 0
  let least = Number.POSITIVE_INFINITY
  for (let i = 0; i < running.length; i++) {
    const age = position - (running[i] as Running).from
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

const merging = new Float64Array(2 * bins)

/** Cells that thinning has brought together become one; the others stay as they are. */
function merge(cells: readonly Cell[], today: number): Cell[] {
  const merged: Cell[] = []
  for (let from = 0; from < cells.length; ) {
    const day = keptFrom((cells[from] as Cell).day, today)
    let to = from + 1
    while (to < cells.length && keptFrom((cells[to] as Cell).day, today) === day) to++
    merged.push(to === from + 1 ? { ...(cells[from] as Cell), day } : sumOf(cells, from, to, day))
    from = to
  }
  return merged
}

function sumOf(cells: readonly Cell[], from: number, to: number, day: number): Cell {
  const sum: Cell = { day, opened: 0, keys: [], counts: [] }
  merging.fill(0)
  for (let at = from; at < to; at++) {
    const { opened, keys, counts } = cells[at] as Cell
    sum.opened += opened
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i] as number
      merging[key] = (merging[key] as number) + (counts[i] as number)
    }
  }
  for (let key = 0; key < merging.length; key++) {
    if (merging[key] === 0) continue
    sum.keys.push(key)
    sum.counts.push(merging[key] as number)
  }
  return sum
}
