/**
 * The grid of ages on which curves are kept: 0, 5 minutes, then steps of 6 % up to three years. Bin `b` holds the ages
 * `[edges[b], edges[b + 1])`; the last one everything older. Ages are milliseconds of operating time (see `Rhythm`).
 */
const FIRST_MS = 300_000
const RATIO = 1.06
const LAST_MS = 3 * 365 * 86_400_000

export const edges: Float64Array = (() => {
  const list = [0, FIRST_MS]
  while ((list.at(-1) as number) < LAST_MS) list.push((list.at(-1) as number) * RATIO)
  list.push((list.at(-1) as number) * RATIO)
  return Float64Array.from(list)
})()

/** How many bins there are. */
export const bins: number = edges.length - 1

const PER_LOG = 1 / Math.log(RATIO)
const LOG_FIRST = Math.log(FIRST_MS)

/** The bin of an age; a negative one counts as none. */
export function binOf(ageMs: number): number {
  if (!(ageMs >= FIRST_MS)) return 0
  const bin = 1 + Math.floor((Math.log(ageMs) - LOG_FIRST) * PER_LOG)
  return bin < bins ? bin : bins - 1
}

export const startOf = (bin: number): number => edges[bin] as number
export const endOf = (bin: number): number => edges[bin + 1] as number
