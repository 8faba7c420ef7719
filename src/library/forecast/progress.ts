import { binOf, bins } from './ages.ts'
import type { Curve } from './curve.ts'
import { curveOf, type Hazards, hazardsOf } from './hazards.ts'
import type { Running } from './leaf.ts'
import { Segments } from './segments.ts'

/** Something that happened to a request: it then was in this state, with this team. Epoch milliseconds. */
export interface Change {
  readonly at: number
  readonly state?: string | null | undefined
  readonly team?: string | null | undefined
  /** Whether somebody had it; by default, whether a team is named. */
  readonly assigned?: boolean | undefined
  /** How often it had been handed on by then. */
  readonly reassignments?: number | undefined
}

/** A change as it is kept: when, in operating time, and what it is alike with. */
export interface Step {
  readonly wall: number
  readonly from: number
  readonly leaf: number
}

const ENOUGH = 200
const MOST_STEPS = 30

/** Counts up to three one by one, then by doubling. */
const roughly = (n: number): number => (n <= 3 ? n : 2 ** Math.floor(Math.log2(n)))

interface Counts {
  readonly completed: Float64Array
  readonly exits: Float64Array
}

const none = (): Counts => ({ completed: new Float64Array(bins), exits: new Float64Array(bins) })

/**
 * How long a request takes from something that happened to it: the clock starts again at its last change. Alike are
 * changes in state, whether somebody has it, hand-overs, number of changes, team, in this order.
 */
export class Progress {
  readonly segments: Segments
  readonly counts: Map<number, Counts>
  completions = 0

  constructor(
    segments = new Segments(['state', 'assigned', 'reassignments', 'changes', 'team']),
    counts = new Map<number, Counts>(),
  ) {
    this.segments = segments
    this.counts = counts
  }

  fork(): Progress {
    const copy = new Progress(this.segments)
    for (const [leaf, { completed, exits }] of this.counts)
      copy.counts.set(leaf, { completed: completed.slice(), exits: exits.slice() })
    copy.completions = this.completions
    return copy
  }

  /** @param nth which of the request's changes it is, from 1 */
  leafOf(change: Change, nth: number): number {
    return this.segments.leafOf(describe(change, nth))
  }

  find(change: Change, nth: number): number {
    return this.segments.find(describe(change, nth))
  }

  end(steps: readonly Step[], position: number, completed: boolean): void {
    for (const { from, leaf } of steps.slice(-MOST_STEPS)) {
      let counts = this.counts.get(leaf)
      if (!counts) {
        counts = none()
        this.counts.set(leaf, counts)
      }
      add(counts, binOf(position - from), completed)
    }
    if (completed) this.completions += Math.min(MOST_STEPS, steps.length)
  }

  /** Too little is known of changes to say more than the request's age does. */
  get isThin(): boolean {
    return this.completions < ENOUGH
  }

  /** The curves as they are while these requests run, by segment. */
  curves(running: Iterable<Running>, position: number): (node: number) => Curve {
    const sums = new Map<number, Counts>()
    const of = (node: number): Counts => {
      const counts = sums.get(node) ?? none()
      sums.set(node, counts)
      return counts
    }
    for (const [leaf, { completed, exits }] of this.counts)
      for (const node of this.segments.pathOf(leaf)) {
        const sum = of(node)
        for (let bin = 0; bin < bins; bin++) {
          sum.completed[bin] = (sum.completed[bin] as number) + (completed[bin] as number)
          sum.exits[bin] = (sum.exits[bin] as number) + (exits[bin] as number)
        }
      }
    for (const { steps } of running)
      for (const { from, leaf } of steps.slice(-MOST_STEPS)) {
        const bin = binOf(position - from)
        for (const node of this.segments.pathOf(leaf)) add(of(node), bin, false)
      }
    const known = new Map<number, Hazards>()
    const hazards = (node: number): Hazards => {
      let found = known.get(node)
      if (!found) {
        const parent = this.segments.parentOf(node)
        found = hazardsOf(
          tableOf(sums.get(node) ?? none()),
          parent < 0 ? null : hazards(parent),
          new Float64Array(bins),
        )
        known.set(node, found)
      }
      return found
    }
    const curves = new Map<number, Curve>()
    return (node) => {
      const curve = curves.get(node) ?? curveOf(hazards(node))
      curves.set(node, curve)
      return curve
    }
  }
}

function describe(change: Change, nth: number): Record<string, string | number | boolean> {
  return {
    state: change.state ?? '',
    assigned: change.assigned ?? Boolean(change.team),
    reassignments: roughly(change.reassignments ?? 0),
    changes: roughly(nth),
    team: change.team ?? '',
  }
}

function add(counts: Counts, bin: number, completed: boolean): void {
  counts.exits[bin] = (counts.exits[bin] as number) + 1
  if (completed) counts.completed[bin] = (counts.completed[bin] as number) + 1
}

export function tableOf({ completed, exits }: Counts) {
  const atRisk = new Float64Array(bins)
  let risk = exits.reduce((sum, n) => sum + n, 0)
  for (let bin = 0; bin < bins; bin++) {
    atRisk[bin] = risk - ((exits[bin] as number) - (completed[bin] as number)) / 2
    risk -= exits[bin] as number
  }
  const nothing = new Float64Array(bins)
  return { completed, atRisk, completedBefore: nothing, atRiskBefore: nothing }
}
