import { normalQuantile, wilson } from './normal.ts'

/** Groups smaller than this, or with fewer others, are not compared. */
export const ENOUGH_TO_COMPARE = 30
/** Of a feature with more values the largest are compared. */
const MOST_VALUES = 30
const LATE_AFTER = 0.8

/** Requests in columns: how long each took or has taken so far, and what it was like. */
export interface Lifetimes {
  /** Milliseconds. */
  readonly lasted: Float64Array
  /** 1: it ended then; 0: it was last seen then. */
  readonly ended: Uint8Array
  /** By feature the value of each request; '' is "not known" and is no group. */
  readonly features: Readonly<Record<string, readonly string[]>>
}

/** A share of requests that were still open at an age, with Greenwood's variance. */
export interface Open {
  readonly n: number
  readonly share: number
  readonly variance: number
}

export interface Driver {
  readonly feature: string
  readonly value: string
  readonly n: number
  /** Share still open at the horizon, here and among all other requests. */
  readonly late: number
  readonly othersLate: number
  readonly difference: number
  /** Holds the true differences of all groups at once with 95 %. */
  readonly from: number
  readonly to: number
  /** The interval does not hold 0. */
  readonly clear: boolean
}

export interface Drivers {
  readonly n: number
  /** The age that is compared at: by then four fifths of all have ended, or where so many never do, half; null: not even that. */
  readonly horizon: { readonly age: number; readonly ended: 0.8 | 0.5 } | null
  readonly compared: number
  /** The greatest difference first. */
  readonly drivers: readonly Driver[]
}

/**
 * What goes with lateness: for every group the share that is still open at an age, against all other requests. Shares are
 * Kaplan–Meier estimates with Greenwood's variance (M. Greenwood, "The natural duration of cancer", 1926). Intervals are
 * Newcombe's for a difference (Statistics in Medicine 17, 1998, method 10): Wilson's for as many requests as a share with
 * that variance would come from, at Bonferroni's level for all that is compared. Says nothing about causes.
 */
export function driversOf(lifetimes: Lifetimes): Drivers {
  const sorted = inOrder(lifetimes)
  const horizon = ([LATE_AFTER, 0.5] as const)
    .map((ended) => ({ ended, age: ageAt(sorted, ended) }))
    .find((one): one is { ended: typeof one.ended; age: number } => one.age !== null)
  const n = lifetimes.lasted.length
  if (!horizon) return { n, horizon: null, compared: 0, drivers: [] }
  const groups = Object.entries(lifetimes.features).flatMap(([feature, values]) => {
    const { codes, names, sizes } = codesOf(values)
    return names
      .map((value, code) => ({ feature, value, codes, code, size: sizes[code] as number }))
      .filter(({ value, size }) => value !== '' && size >= ENOUGH_TO_COMPARE && n - size >= ENOUGH_TO_COMPARE)
      .sort((a, b) => b.size - a.size || (a.value < b.value ? -1 : 1))
      .slice(0, MOST_VALUES)
  })
  const { age, ended } = horizon
  const z = normalQuantile(1 - 0.025 / Math.max(1, groups.length))
  const drivers = groups.map(({ feature, value, codes, code, size }): Driver => {
    const here = openAt(sorted, age, size, (row) => codes[row] === code)
    const others = openAt(sorted, age, n - size, (row) => codes[row] !== code)
    const difference = here.share - others.share
    const [mine, theirs] = [around(here, z), around(others, z)]
    const from = difference - Math.hypot(here.share - mine.from, theirs.to - others.share)
    const to = difference + Math.hypot(mine.to - here.share, others.share - theirs.from)
    return {
      feature,
      value,
      n: here.n,
      late: here.share,
      othersLate: others.share,
      difference,
      from,
      to,
      clear: from > 0 || to < 0,
    }
  })
  drivers.sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference))
  return { n, horizon: { age, ended }, compared: groups.length, drivers }
}

/** Rows in order of how long they lasted; what ended at the moment at which another was last seen ended first. */
interface Sorted {
  readonly rows: Int32Array
  readonly lasted: Float64Array
  readonly ended: Uint8Array
}

function inOrder({ lasted, ended }: Lifetimes): Sorted {
  const rows = Int32Array.from(lasted.keys())
  rows.sort((a, b) => (lasted[a] as number) - (lasted[b] as number) || (ended[b] as number) - (ended[a] as number))
  return { rows, lasted, ended }
}

/** Values as numbers: to compare them is what takes the time. */
function codesOf(values: readonly string[]): { codes: Int32Array; names: string[]; sizes: number[] } {
  const known = new Map<string, number>()
  const sizes: number[] = []
  const codes = Int32Array.from(values, (value) => {
    const code = known.get(value) ?? known.size
    known.set(value, code)
    sizes[code] = (sizes[code] ?? 0) + 1
    return code
  })
  return { codes, names: [...known.keys()], sizes }
}

/**
 * The share of some requests that was still open after `age` (E. L. Kaplan, P. Meier, JASA 53, 1958).
 * @param n how many they are
 */
function openAt({ rows, lasted, ended }: Sorted, age: number, n: number, isOne: (row: number) => boolean): Open {
  let share = 1
  let sum = 0
  let atRisk = n
  let at = Number.NEGATIVE_INFINITY
  let gone = 0
  let left = 0
  const step = (): void => {
    if (gone > 0) share *= 1 - gone / atRisk
    if (gone < atRisk) sum += gone / (atRisk * (atRisk - gone))
    atRisk -= left
    gone = 0
    left = 0
  }
  for (const row of rows) {
    const lastedHere = lasted[row] as number
    if (lastedHere > age) break
    if (!isOne(row)) continue
    if (lastedHere !== at) {
      step()
      at = lastedHere
    }
    left++
    gone += ended[row] as number
  }
  step()
  return { n, share, variance: share * share * sum }
}

/** Wilson's interval of a share that was estimated; where all or none have ended, of as many as there are. */
function around({ n, share, variance }: Open, z: number): { from: number; to: number } {
  const like = variance > 0 ? (share * (1 - share)) / variance : n
  return wilson(share * like, like, z)
}

/** The first age by which this share of all has ended; null when there is none. */
function ageAt({ rows, lasted, ended }: Sorted, wanted: number): number | null {
  let share = 1
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number
    if (ended[row] === 1) share *= 1 - 1 / (rows.length - i)
    if (1 - share >= wanted - 1e-12) return lasted[row] as number
  }
  return null
}

/** For tests and single groups: the share of requests in columns that was still open after an age. */
export const stillOpen = (lifetimes: Omit<Lifetimes, 'features'>, age: number): Open =>
  openAt(inOrder({ ...lifetimes, features: {} }), age, lifetimes.lasted.length, () => true)
