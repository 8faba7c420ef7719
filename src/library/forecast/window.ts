import { binOf, bins } from './ages.ts'
import type { Ages, Leaf } from './leaf.ts'
import { rings } from './marks.ts'

/** Completions and requests at risk by age, over a stretch of recent time and of what lies before it. */
export interface Table {
  readonly completed: Float64Array
  readonly atRisk: Float64Array
  readonly completedBefore: Float64Array
  readonly atRiskBefore: Float64Array
}

export interface Window {
  /** How many rings of recency it spans; the log may be shorter. */
  readonly rings: number
  /** Requests watched in it. */
  readonly similar: number
  /** It ends where the process changed, not where the log does. */
  readonly changed: boolean
}

const DAY = 86_400_000
const ENOUGH = 20
const OVERALL = 4
const IN_BAND = 4.5
/** Ages between which a difference is looked for band by band: half a day, two, a week, three weeks, two months. */
const BANDS = [0.5, 2, 7, 21, 60].map((days) => binOf(days * DAY))

/** Filled by `windowOf`, read before it is called again: a fit makes tens of thousands of these. */
export const table: Table = {
  completed: new Float64Array(bins),
  atRisk: new Float64Array(bins),
  completedBefore: new Float64Array(bins),
  atRiskBefore: new Float64Array(bins),
}
const size = rings * bins
const completed = new Float64Array(size)
const exits = new Float64Array(size)
const entries = new Float64Array(size)
const atRisk = new Float64Array(size)
const opened = new Float64Array(rings)
const late = new Float64Array(rings)
const ended = new Float64Array(rings)
/** Where the work tables hold anything but zeros. */
const filled = { rings: -1, from: 0, to: -1 }

/**
 * Period hazards of a group of requests: who was at risk and who completed at which age, in the fewest recent rings that
 * hold 20 completions and as many older ones as do not differ by a log-rank test (N. Mantel, "Evaluation of Survival Data
 * and Two New Rank Order Statistics", 1966). Late entries and exits within a bin count half.
 */
export function windowOf(leaf: Leaf, now: Ages, starts: readonly number[], firstDay: number): Window {
  const lastRing = Math.max(
    0,
    starts.findIndex((day) => day <= firstDay),
  )
  count(leaf, now, starts, lastRing)
  for (const sums of [table.completed, table.atRisk, table.completedBefore, table.atRiskBefore]) sums.fill(0)
  let used = 0
  let completions = 0
  let similar = 0
  let changed = false
  for (; used <= lastRing; used++) {
    if (completions >= ENOUGH && differs(used * bins)) {
      changed = true
      break
    }
    addRing(table.completed, table.atRisk, used)
    completions += ended[used] as number
    similar += opened[used] as number
  }
  similar += late[used - 1] as number
  for (let ring = used; ring <= lastRing; ring++) addRing(table.completedBefore, table.atRiskBefore, ring)
  return { rings: used, similar, changed }
}

function addRing(sums: Float64Array, risks: Float64Array, ring: number): void {
  const from = ring * bins
  const all = opened[ring] as number
  for (let bin = 0; bin < filled.from; bin++) risks[bin] = (risks[bin] as number) + all
  for (let bin = filled.from; bin <= filled.to; bin++) {
    sums[bin] = (sums[bin] as number) + (completed[from + bin] as number)
    risks[bin] = (risks[bin] as number) + (atRisk[from + bin] as number)
  }
}

/** Fills the work tables. */
function count(leaf: Leaf, now: Ages, starts: readonly number[], lastRing: number): void {
  // Only what the last count has left behind: this is done for every group of every day.
  for (let ring = 0; ring <= filled.rings; ring++) {
    const [from, to] = [ring * bins + filled.from, ring * bins + filled.to + 1]
    completed.fill(0, from, to)
    exits.fill(0, from, to)
    entries.fill(0, from, to)
  }
  for (const sums of [opened, late, ended]) sums.fill(0)
  let first = bins - 1
  let last = 0
  const add = (sums: Float64Array, ring: number, bin: number, n: number): void => {
    const at = ring * bins + bin
    sums[at] = (sums[at] as number) + n
    if (bin < first) first = bin
    if (bin > last) last = bin
  }
  let ring = lastRing
  const { days, opened: came, starts: from, keys, counts } = leaf.cells
  for (let cell = 0; cell < days.length; cell++) {
    while (ring > 0 && (days[cell] as number) >= (starts[ring - 1] as number)) ring--
    opened[ring] = (opened[ring] as number) + (came[cell] as number)
    const to = from[cell + 1] as number
    for (let i = from[cell] as number; i < to; i++) {
      const key = keys[i] as number
      const many = counts[i] as number
      add(exits, ring, key >> 1, many)
      if (key & 1) continue
      add(completed, ring, key >> 1, many)
      ended[ring] = (ended[ring] as number) + many
    }
  }
  for (let boundary = lastRing - 1; boundary >= 0; boundary--) {
    const snapshot = leaf.snapshots.get(starts[boundary] as number)
    if (!snapshot) continue
    for (let i = 0; i < snapshot.bins.length; i++) {
      const many = snapshot.counts[i] as number
      add(entries, boundary, snapshot.bins[i] as number, many)
      add(exits, boundary + 1, snapshot.bins[i] as number, many)
      late[boundary] = (late[boundary] as number) + many
    }
  }
  for (let i = 0; i < now.bins.length; i++) add(exits, 0, now.bins[i] as number, now.counts[i] as number)
  filled.rings = lastRing
  filled.from = first
  filled.to = last
  for (let ring = 0; ring <= lastRing; ring++) {
    let risk = opened[ring] as number
    for (let at = ring * bins + first; at <= ring * bins + last; at++) {
      const left = (exits[at] as number) - (completed[at] as number)
      atRisk[at] = Math.max(completed[at] as number, risk + ((entries[at] as number) - left) / 2)
      risk += (entries[at] as number) - (exits[at] as number)
    }
  }
}

/** Whether a ring's completions differ from those of the window so far, overall or in one band of ages. */
function differs(from: number): boolean {
  const { completed: sumOf, atRisk: riskOf } = table
  let band = 0
  while (band < BANDS.length && (BANDS[band] as number) < filled.from) band++
  let excess = 0
  let variance = 0
  let bandExcess = 0
  let bandVariance = 0
  for (let bin = filled.from; bin <= filled.to; bin++) {
    if (bin === BANDS[band]) {
      if (Math.abs(bandExcess) > IN_BAND * Math.sqrt(bandVariance)) return true
      band++
      bandExcess = 0
      bandVariance = 0
    }
    const theirs = completed[from + bin] as number
    const d = theirs + (sumOf[bin] as number)
    if (d === 0) continue
    const here = riskOf[bin] as number
    const there = atRisk[from + bin] as number
    const n = here + there
    if (here <= 0 || there <= 0 || n <= 1) continue
    const share = here / n
    const more = (sumOf[bin] as number) - d * share
    const spread = Math.max(0, (d * share * (1 - share) * (n - d)) / (n - 1))
    excess += more
    variance += spread
    bandExcess += more
    bandVariance += spread
  }
  return Math.abs(excess) > OVERALL * Math.sqrt(variance) || Math.abs(bandExcess) > IN_BAND * Math.sqrt(bandVariance)
}
