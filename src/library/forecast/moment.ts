import { type Curve, lasting } from './curve.ts'
import { Curves } from './curves.ts'
import type { History } from './history.ts'
import type { Running } from './leaf.ts'
import { type Correction, REMEMBERED_DAYS, Sums, stepOf, weightOf } from './recalibration.ts'
import { Timetable } from './rhythm.ts'
import type { Known } from './segments.ts'

/** What a model knows at one moment, ready to be asked; each part is made when it is first needed. */
export class Moment {
  readonly history: History
  readonly now: number
  readonly #position: number
  readonly curves: Curves
  #sums: Sums | null = null
  #timetable: Timetable | null = null
  #progress: ((node: number) => Curve) | null = null

  constructor(history: History, now: number) {
    this.history = history
    this.now = now
    this.#position = history.positionOf(history.wall.wallOf(now))
    this.curves = new Curves(history, this.#position)
  }

  get timetable(): Timetable {
    const { rhythm, holidays, today } = this.history
    this.#timetable ??= new Timetable(rhythm, holidays, today)
    return this.#timetable
  }

  /** The segment of a request, its curve, and what earlier quotes of its category say of that. */
  of(known: Known): { node: number; curve: Curve; correction: Correction } {
    const { segments } = this.history
    const node = segments.find(known)
    this.#sums ??= this.#sumUp()
    return { node, curve: this.curves.of(node), correction: this.#sums.of(segments.categoryOf(node)) }
  }

  /** The curve of the time from a change to the end, by segment of changes. */
  progressOf(node: number): Curve {
    this.#progress ??= this.history.progress.curves(this.#running(), this.#position)
    return this.#progress(node)
  }

  /** Operating position of an instant in epoch milliseconds, on a line on which only differences mean something. */
  positionOf(ms: number): number {
    return this.timetable.position(this.history.wall.wallOf(ms))
  }

  /** The instant of a position, in epoch milliseconds, rounded up to the millisecond. */
  instantOf(position: number): number {
    return Math.ceil(this.history.wall.instantOf(this.timetable.wallAt(position)))
  }

  *#running(): Generator<Running> {
    for (const leaf of this.history.leaves.values())
      for (const request of leaf.running) if (request.steps.length > 0) yield request
  }

  #sumUp(): Sums {
    const { past, today, leaves, segments } = this.history
    const sums = new Sums()
    const weights = new Map<Curve, number>()
    const weigh = (leaf: number, day: number, curve: Curve): number => {
      const known = weights.get(curve)
      if (known !== undefined) return known
      const weight = weightOf(today - day, curve, this.curves.of(leaf))
      weights.set(curve, weight)
      return weight
    }
    for (const { day, byLeaf } of past.days)
      for (const [leaf, { curve, counts }] of byLeaf) {
        const category = segments.categoryOf(leaf)
        const weight = weigh(leaf, day, curve)
        for (const [key, n] of counts) sums.add(category, key >> 1, key % 2 === 0, n * weight)
      }
    for (const [index, leaf] of leaves) {
      const category = segments.categoryOf(index)
      for (let i = leaf.running.length - 1; i >= 0; i--) {
        const { day, curve, from } = leaf.running[i] as Running
        if (day < today - REMEMBERED_DAYS) break
        if (curve === null) continue
        sums.add(category, stepOf(1 - lasting(curve, this.#position - from)), false, weigh(index, day, curve))
      }
    }
    return sums
  }
}
