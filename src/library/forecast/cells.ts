import { bins } from './ages.ts'
import { keptFrom } from './marks.ts'

/**
 * What happened from each kept day on: openings, and ends by age, oldest day first. All of it is read for every group of
 * every day, so that it lies in one row of memory instead of in an object a day.
 */
export class Cells {
  days: number[] = []
  opened: number[] = []
  /** Where the ends of each day begin among all; at the end how many there are. */
  starts: number[] = [0]
  /** `2 × bin` for a completion, `2 × bin + 1` for an exit that was none, ascending within a day. */
  keys: number[] = []
  counts: number[] = []

  copy(): Cells {
    const copy = new Cells()
    copy.days = this.days.slice()
    copy.opened = this.opened.slice()
    copy.starts = this.starts.slice()
    copy.keys = this.keys.slice()
    copy.counts = this.counts.slice()
    return copy
  }

  /** One day after all others, as it was stored. */
  push({ day, opened, keys, counts }: Cell): void {
    this.days.push(day)
    this.opened.push(opened)
    for (let i = 0; i < keys.length; i++) {
      this.keys.push(keys[i] as number)
      this.counts.push(counts[i] as number)
    }
    this.starts.push(this.keys.length)
  }

  /** One by one, to be stored. */
  list(): Cell[] {
    return this.days.map((day, i) => {
      const [from, to] = [this.starts[i] as number, this.starts[i + 1] as number]
      return {
        day,
        opened: this.opened[i] as number,
        keys: this.keys.slice(from, to),
        counts: this.counts.slice(from, to),
      }
    })
  }

  countOpening(day: number): void {
    const at = this.#indexOf(day)
    this.opened[at] = (this.opened[at] as number) + 1
  }

  countEnd(day: number, key: number): void {
    const at = this.#indexOf(day)
    const end = this.starts[at + 1] as number
    let low = this.starts[at] as number
    let high = end
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.keys[middle] as number) < key) low = middle + 1
      else high = middle
    }
    if (low < end && this.keys[low] === key) {
      this.counts[low] = (this.counts[low] as number) + 1
      return
    }
    insert(this.keys, low, key)
    insert(this.counts, low, 1)
    for (let i = at + 1; i < this.starts.length; i++) this.starts[i] = (this.starts[i] as number) + 1
  }

  #indexOf(day: number): number {
    const last = this.days.length - 1
    if (last >= 0 && this.days[last] === day) return last
    if (last >= 90) this.#thin(Math.max(day, this.days[last] as number))
    let at = this.days.length
    while (at > 0 && (this.days[at - 1] as number) > day) at--
    if (at > 0 && this.days[at - 1] === day) return at - 1
    insert(this.days, at, day)
    insert(this.opened, at, 0)
    insert(this.starts, at, this.starts[at] as number)
    return at
  }

  /** Days that thinning has brought together become one. */
  #thin(today: number): void {
    const thin = new Cells()
    for (let from = 0; from < this.days.length; ) {
      const day = keptFrom(this.days[from] as number, today)
      let to = from + 1
      while (to < this.days.length && keptFrom(this.days[to] as number, today) === day) to++
      thin.#pushSum(this, from, to, day)
      from = to
    }
    Object.assign(this, thin)
  }

  #pushSum({ opened, starts, keys, counts }: Cells, from: number, to: number, day: number): void {
    let sum = 0
    for (let at = from; at < to; at++) sum += opened[at] as number
    let first = merging.length
    let last = -1
    for (let i = starts[from] as number; i < (starts[to] as number); i++) {
      const key = keys[i] as number
      merging[key] = (merging[key] as number) + (counts[i] as number)
      if (key < first) first = key
      if (key > last) last = key
    }
    this.days.push(day)
    this.opened.push(sum)
    for (let key = first; key <= last; key++) {
      if (merging[key] === 0) continue
      this.keys.push(key)
      this.counts.push(merging[key] as number)
      merging[key] = 0
    }
    this.starts.push(this.keys.length)
  }
}

/** One kept day's. */
export interface Cell {
  readonly day: number
  readonly opened: number
  readonly keys: readonly number[]
  readonly counts: readonly number[]
}

/** Zeros between two uses. */
const merging = new Float64Array(2 * bins)

/** As `splice`, without a list of what was removed: this is done for every end. */
export function insert<Item>(list: Item[], at: number, value: Item): void {
  list.push(value)
  for (let i = list.length - 1; i > at; i--) list[i] = list[i - 1] as Item
  list[at] = value
}
