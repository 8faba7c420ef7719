import { type Curve, distance } from './curve.ts'

/**
 * What became of earlier quotes: for each request that came in lately the level at which its curve put its end
 * (uniform between 0 and 1 when the curves are right), in steps of half a percent.
 */
const HALF_LIFE_DAYS = 14
/** Older quotes say little of the curves of today, and are forgotten. */
export const REMEMBERED_DAYS = 42
const PSEUDO = 40
/** Curves that are further apart than this say little of each other. */
const ALIKE = 0.2
export const steps = 200

export const stepOf = (level: number): number => Math.min(steps - 1, Math.max(0, Math.floor(level * steps)))

/** Of what came in on a day in one segment: the curve it was quoted by, and what has ended since. */
export interface Quoted {
  readonly curve: Curve
  /** `2 × step` (+ 1 when it was no completion): how many. */
  readonly counts: Map<number, number>
}

interface Day {
  readonly day: number
  readonly byLeaf: Map<number, Quoted>
}

/** What has become of the requests that came in lately, as far as they have ended. */
export class Past {
  days: Day[] = []
  #shared = false

  /** A copy that can change while this one stays as it is. */
  fork(): Past {
    const past = new Past()
    past.days = this.days.map(({ day, byLeaf }) => ({ day, byLeaf: new Map(byLeaf) }))
    past.#shared = true
    return past
  }

  add(day: number, leaf: number, curve: Curve, level: number, completed: boolean): void {
    let at = this.days.length
    while (at > 0 && (this.days[at - 1] as Day).day > day) at--
    let entry = this.days[at - 1]
    if (entry?.day !== day) {
      entry = { day, byLeaf: new Map() }
      this.days.splice(at, 0, entry)
    }
    let quoted = entry.byLeaf.get(leaf)
    if (!quoted || this.#shared) {
      quoted = { curve, counts: new Map(quoted?.counts) }
      entry.byLeaf.set(leaf, quoted)
    }
    const key = 2 * stepOf(level) + (completed ? 0 : 1)
    quoted.counts.set(key, (quoted.counts.get(key) ?? 0) + 1)
  }

  forget(before: number): void {
    this.days = this.days.filter(({ day }) => day >= before)
  }
}

/**
 * How much a quote tells of today's curve: half as much two weeks later, and little when the curve it was made from was
 * another one. What was learned of a curve that has seen a change come too late is not held against the one that has seen it.
 */
export const weightOf = (days: number, then: Curve, now: Curve): number =>
  2 ** (-days / HALF_LIFE_DAYS) * Math.exp(-((distance(then, now) / ALIKE) ** 2))

/** What share of requests has really ended where the curves said `level`; at the ends of the steps. */
export interface Correction {
  readonly reached: Float64Array
}

/** Sums by category and over all. */
export class Sums {
  readonly #completed = new Map<number, Float64Array>()
  readonly #left = new Map<number, Float64Array>()
  readonly #known = new Map<number, Correction>()

  add(category: number, step: number, completed: boolean, weight: number): void {
    const sums = completed ? this.#completed : this.#left
    for (const of of category === 0 ? [0] : [category, 0]) {
      let table = sums.get(of)
      if (!table) {
        table = new Float64Array(steps)
        sums.set(of, table)
      }
      table[step] = (table[step] as number) + weight
    }
  }

  /** Kaplan–Meier over the levels, of a category drawn towards all, of all towards what the curves say. */
  of(category: number): Correction {
    const known = this.#known.get(category)
    if (known) return known
    const above = category === 0 ? null : this.of(0)
    const completed = this.#completed.get(category)
    const left = this.#left.get(category)
    let correction: Correction
    if (!completed && !left && above) correction = above
    else {
      let risk = 0
      for (let i = 0; i < steps; i++) risk += (completed?.[i] ?? 0) + (left?.[i] ?? 0)
      const reached = new Float64Array(steps)
      let lasting = 1
      for (let i = 0; i < steps; i++) {
        const d = completed?.[i] ?? 0
        const c = left?.[i] ?? 0
        const before = above ? 1 - (i === 0 ? 0 : (above.reached[i - 1] as number)) : (steps - i) / steps
        const after = above ? 1 - (above.reached[i] as number) : (steps - i - 1) / steps
        const prior = before > 1e-12 ? 1 - after / before : 1
        const n = risk - c / 2
        // The prior's weight thins out as the levels go on, as that of requests does.
        const pseudo = PSEUDO * before
        const rate = n + pseudo > 1e-9 ? Math.min(1, (d + pseudo * prior) / (n + pseudo)) : prior
        lasting *= 1 - rate
        reached[i] = 1 - lasting
        risk = Math.max(0, risk - d - c)
      }
      correction = { reached }
    }
    this.#known.set(category, correction)
    return correction
  }
}

/** The level at which to read the curves so that a share `wanted` is really reached; 1 when there is none. */
export function readAt({ reached }: Correction, wanted: number): number {
  let low = -1
  let high = steps
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((reached[middle] as number) >= wanted) high = middle
    else low = middle
  }
  if (high === steps) return 1
  const before = high === 0 ? 0 : (reached[high - 1] as number)
  const after = reached[high] as number
  const into = after > before ? (wanted - before) / (after - before) : 1
  return (high + into) / steps
}

/** The share really reached where the curves say `level`. */
export function reachedAt({ reached }: Correction, level: number): number {
  const at = level * steps
  const step = Math.min(steps - 1, Math.floor(at))
  const before = step === 0 ? 0 : (reached[step - 1] as number)
  return before + ((reached[step] as number) - before) * Math.min(1, at - step)
}
