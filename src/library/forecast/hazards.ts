import { binOf, bins, endOf } from './ages.ts'
import type { Curve } from './curve.ts'
import type { Table } from './window.ts'

/** How many requests of the group above, or of the group's own past, count as much as one at risk now. */
const PRIOR = 10
const ENOUGH_AT_RISK = 20
/** How far beyond the support a date may lie, and how far back in age the tail's slope is taken from. */
const BEYOND = 4

/** Completion rates by age, and the last bin in which 20 requests were at risk. */
export interface Hazards {
  readonly rates: Float64Array
  readonly supportBin: number
}

/**
 * Completion rates by age. A group is drawn towards the group above it, `h = (d + m · h_above) / (n + m)`, by way of its
 * own past: at ages that nobody has reached since the process changed, what happened before says more than what happens
 * in other groups.
 * @param rates where to put them
 */
export function hazardsOf(
  table: Pick<Table, 'completed' | 'atRisk' | 'completedBefore' | 'atRiskBefore'>,
  above: Hazards | null,
  rates: Float64Array,
): Hazards {
  rates.fill(0)
  let supportBin = above?.supportBin ?? -1
  for (let bin = 0; bin < bins; bin++) {
    const n = table.atRisk[bin] as number
    let prior = above ? (above.rates[bin] as number) : 0
    let weight = above ? PRIOR : 0
    const past = table.atRiskBefore[bin] as number
    if (past > 0) {
      prior = ((table.completedBefore[bin] as number) + weight * prior) / (past + weight)
      weight = Math.min(PRIOR, past + weight)
    }
    if (n + weight > 0) rates[bin] = Math.min(1, ((table.completed[bin] as number) + weight * prior) / (n + weight))
    if (n >= ENOUGH_AT_RISK && bin > supportBin) supportBin = bin
  }
  return { rates, supportBin }
}

const CURVES_A_SLAB = 128
let slab = new Float32Array(0)
let used = 0

/** Curves are made by the thousand and kept for weeks: one piece of memory for many of them. */
function blankSurvival(): Float32Array {
  if (used + bins > slab.length) {
    slab = new Float32Array(bins * CURVES_A_SLAB)
    used = 0
  }
  used += bins
  return slab.subarray(used - bins, used)
}

/** The survival curve of completion rates; beyond the supported ages a power law as steep as the last factor of 4 in age. */
export function curveOf({ rates, supportBin }: Hazards): Curve {
  const survival = blankSurvival()
  let lasting = 1
  for (let bin = 0; bin <= supportBin; bin++) {
    lasting *= 1 - (rates[bin] as number)
    survival[bin] = lasting
  }
  if (supportBin < 0) return { survival: survival.fill(1), supportMs: 0 }
  const supportMs = endOf(supportBin)
  const from = binOf(supportMs / BEYOND)
  const start = from === 0 ? 1 : (survival[from - 1] as number)
  let bin = supportBin + 1
  if (lasting > 0 && lasting < start) {
    const atSupport = lasting
    const slope = Math.log(start / atSupport) / Math.log(BEYOND)
    for (; bin < bins && endOf(bin) <= supportMs * BEYOND; bin++) {
      lasting = atSupport * (endOf(bin) / supportMs) ** -slope
      survival[bin] = lasting
    }
  }
  survival.fill(lasting, bin)
  return { survival, supportMs }
}
