import { bins } from './ages.ts'
import type { Curve } from './curve.ts'
import { curveOf, type Hazards, hazardsOf } from './hazards.ts'
import type { History } from './history.ts'
import { Leaf } from './leaf.ts'
import { ringStarts } from './marks.ts'
import { table, type Window, windowOf } from './window.ts'

/** The curves of one moment, made when they are asked for. */
export class Curves {
  readonly #history: History
  readonly #position: number
  readonly #starts: readonly number[]
  readonly #windows = new Map<number, Window>()
  readonly #hazards = new Map<number, Hazards>()
  readonly #curves = new Map<number, Curve>()

  constructor(history: History, position: number) {
    this.#history = history
    this.#position = position
    this.#starts = ringStarts(history.today)
  }

  /** The curve of a segment, drawn towards those of the groups it lies in. */
  of(node: number): Curve {
    const known = this.#curves.get(node)
    if (known) return known
    const hazards = this.#hazardsOf(node)
    const curve = this.#curves.get(node) ?? curveOf(hazards)
    this.#curves.set(node, curve)
    return curve
  }

  /** How far back it looks. */
  windowOf(node: number): Window {
    if (!this.#windows.has(node)) this.#hazardsOf(node)
    return this.#windows.get(node) as Window
  }

  #hazardsOf(node: number): Hazards {
    const known = this.#hazards.get(node)
    if (known) return known
    const { segments, leaves, firstDay } = this.#history
    const parent = segments.parentOf(node)
    const above = parent < 0 ? null : this.#hazardsOf(parent)
    const now = this.#history.agesAt(this.#position).get(node) ?? NOBODY
    this.#windows.set(node, windowOf(leaves.get(node) ?? NOTHING, now, this.#starts, firstDay))
    // Those of a finest segment are read once, for its curve.
    const finest = segments.isFinest(node)
    const hazards = hazardsOf(table, above, finest ? scratch : new Float64Array(bins))
    if (finest) this.#curves.set(node, curveOf(hazards))
    else this.#hazards.set(node, hazards)
    return hazards
  }
}

const scratch = new Float64Array(bins)
const NOBODY = { bins: [], counts: [] }
const NOTHING = new Leaf()
