import { binOf, bins, endOf, startOf } from './ages.ts'
import { ageWhen, type Curve } from './curve.ts'
import { curveOf, type Hazards, hazardsOf } from './hazards.ts'
import { agesOf, type Running } from './leaf.ts'
import { tableOf } from './progress.ts'
import type { Known } from './segments.ts'
import { Segments } from './segments.ts'

const ENOUGH_CLOSED = 20

interface Group {
  readonly completed: Float64Array
  readonly exits: Float64Array
  /** In order of opening. */
  readonly running: Set<Running>
  closed: number
  sumMs: number
}

/**
 * What firms do without Kept, to compare with: the category's own quantile over closed requests, its average, and
 * plain Kaplan–Meier with back-off (all of the log, calendar time, no tail, no recalibration).
 */
export class Naive {
  readonly #segments: Segments
  readonly #groups = new Map<number, Group>()
  readonly #running = new Map<string, Running>()
  #curves = new Map<number, Curve>()
  #hazards = new Map<number, Hazards>()
  #now = 0

  constructor(features: readonly string[]) {
    this.#segments = new Segments(features)
  }

  open(id: string, openedAt: number, known: Known): void {
    const leaf = this.#segments.leafOf(known)
    const request: Running = { id, from: openedAt, wall: openedAt, day: 0, leaf, curve: null, steps: [] }
    this.#running.set(id, request)
    for (const node of this.#segments.pathOf(leaf)) this.#groupOf(node).running.add(request)
  }

  /** @param lost it has not ended: it only is watched no longer */
  close(id: string, closedAt: number, lost = false): void {
    const request = this.#running.get(id)
    if (!request) return
    this.#running.delete(id)
    const age = Math.max(0, closedAt - request.from)
    const bin = binOf(age)
    for (const node of this.#segments.pathOf(request.leaf)) {
      const group = this.#groupOf(node)
      group.exits[bin] = (group.exits[bin] as number) + 1
      group.running.delete(request)
      if (lost) continue
      group.completed[bin] = (group.completed[bin] as number) + 1
      group.closed++
      group.sumMs += age
    }
  }

  /** A new day: what was answered before may have changed. */
  at(now: number): void {
    this.#now = now
    this.#curves = new Map()
    this.#hazards = new Map()
  }

  /** Milliseconds by which that share of the category's closed requests was closed; null with fewer than 20 in all. */
  quantile(known: Known, level: number): number | null {
    const group = this.#enough(known)
    if (!group) return null
    let sum = 0
    const wanted = level * group.closed
    for (let bin = 0; bin < bins; bin++) {
      const n = group.completed[bin] as number
      if (sum + n >= wanted) return startOf(bin) + ((wanted - sum) / n) * (endOf(bin) - startOf(bin))
      sum += n
    }
    return null
  }

  average(known: Known): number | null {
    const group = this.#enough(known)
    return group ? group.sumMs / group.closed : null
  }

  kaplanMeier(known: Known, level: number): number | null {
    const curve = this.#curveOf(this.#segments.find(known))
    const age = ageWhen(curve, 1 - level)
    return age === null || age > curve.supportMs ? null : age
  }

  #enough(known: Known): Group | null {
    const category = this.#segments.categoryOf(this.#segments.find(known))
    for (const node of [category, 0]) {
      const group = this.#groups.get(node)
      if (group && group.closed >= ENOUGH_CLOSED) return group
    }
    return null
  }

  #curveOf(node: number): Curve {
    const curve = this.#curves.get(node) ?? curveOf(this.#hazardsOf(node))
    this.#curves.set(node, curve)
    return curve
  }

  #hazardsOf(node: number): Hazards {
    const known = this.#hazards.get(node)
    if (known) return known
    const parent = this.#segments.parentOf(node)
    const above = parent < 0 ? null : this.#hazardsOf(parent)
    const { completed, exits, running } = this.#groupOf(node)
    const all = exits.slice()
    const ages = agesOf(
      Array.from(running, ({ from }) => from),
      this.#now,
    )
    ages.bins.forEach((bin, i) => {
      all[bin] = (all[bin] as number) + (ages.counts[i] as number)
    })
    const hazards = hazardsOf(tableOf({ completed, exits: all }), above, new Float64Array(bins))
    this.#hazards.set(node, hazards)
    return hazards
  }

  #groupOf(node: number): Group {
    let group = this.#groups.get(node)
    if (!group) {
      group = {
        completed: new Float64Array(bins),
        exits: new Float64Array(bins),
        running: new Set(),
        closed: 0,
        sumMs: 0,
      }
      this.#groups.set(node, group)
    }
    return group
  }
}
