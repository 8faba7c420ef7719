const DAY = 86_400_000
const CAP_DAYS = 365
/** Fewer quotes than this say little of a segment or a month. */
export const ENOUGH_QUOTES = 200

/** A date that was named, and what became of the request. Epoch milliseconds; `Infinity`: had not ended. */
export interface Outcome {
  readonly openedAt: number
  readonly closedAt: number
  /** Nothing is known of it after this. */
  readonly lostAt?: number | undefined
  /** NaN: declined. */
  readonly dueAt: number
  readonly segment: string
  readonly month: string
}

export interface Score {
  readonly quotes: number
  /** Share for which no date was named. */
  readonly declined: number
  /** Share whose date lies beyond the end of the log while they are open: not counted. */
  readonly undetermined: number
  /** Share of dates kept. */
  readonly kept: number
  readonly meanDays: number
  readonly medianDays: number
  /** Mean loss in days, all capped at a year. */
  readonly pinballDays: number
  readonly months: readonly Part[]
  readonly segments: readonly Part[]
  /** Over segments of 200 and more, weighted by their size. */
  readonly segmentError: number
  readonly segmentsWithin5: number
}

export interface Part {
  readonly name: string
  readonly quotes: number
  readonly kept: number
}

/** null: cannot be told, the log ends before. */
export const wasKept = (dueAt: number, closedAt: number, end: number): boolean | null =>
  closedAt <= dueAt ? true : dueAt <= end ? false : null

/** How well dates at one confidence were kept. @param end up to when the log is complete */
export function scoreOf(outcomes: Iterable<Outcome>, level: number, end: number): Score {
  let quotes = 0
  let declined = 0
  let undetermined = 0
  let kept = 0
  let loss = 0
  const lengths: number[] = []
  const months = new Map<string, [number, number]>()
  const segments = new Map<string, [number, number]>()
  for (const { openedAt, closedAt, lostAt = end, dueAt, segment, month } of outcomes) {
    quotes++
    if (Number.isNaN(dueAt)) {
      declined++
      continue
    }
    const was = wasKept(dueAt, closedAt, Math.min(lostAt, end))
    if (was === null) {
      undetermined++
      continue
    }
    if (was) kept++
    for (const [parts, name] of [
      [months, month],
      [segments, segment],
    ] as const) {
      const part = parts.get(name) ?? [0, 0]
      part[0]++
      if (was) part[1]++
      parts.set(name, part)
    }
    const length = Math.min(CAP_DAYS, (dueAt - openedAt) / DAY)
    loss += pinball(Math.min(CAP_DAYS, (closedAt - openedAt) / DAY), length, level)
    lengths.push(length)
  }
  const large = partsOf(segments).filter((part) => part.quotes >= ENOUGH_QUOTES)
  const inLarge = large.reduce((sum, part) => sum + part.quotes, 0)
  lengths.sort((a, b) => a - b)
  return {
    quotes,
    declined: declined / quotes,
    undetermined: undetermined / quotes,
    kept: kept / lengths.length,
    meanDays: lengths.reduce((sum, days) => sum + days, 0) / lengths.length,
    medianDays: lengths[lengths.length >> 1] ?? Number.NaN,
    pinballDays: loss / lengths.length,
    months: partsOf(months).sort((a, b) => (a.name < b.name ? -1 : 1)),
    segments: partsOf(segments).sort((a, b) => b.quotes - a.quotes),
    segmentError: large.reduce((sum, part) => sum + part.quotes * Math.abs(part.kept - level), 0) / inLarge,
    segmentsWithin5: large.filter((part) => Math.abs(part.kept - level) <= 0.05).length / large.length,
  }
}

/** The loss that the true quantile makes least (R. Koenker, G. Bassett, "Regression Quantiles", 1978). */
export const pinball = (actual: number, quoted: number, level: number): number =>
  actual >= quoted ? level * (actual - quoted) : (1 - level) * (quoted - actual)

const partsOf = (parts: ReadonlyMap<string, readonly [number, number]>): Part[] =>
  [...parts].map(([name, [quotes, kept]]) => ({ name, quotes, kept: kept / quotes }))

/** A probability that was stated, and whether the promise was kept. */
export interface Stated {
  readonly chance: number
  readonly kept: boolean
}

export interface RiskScore {
  readonly stated: number
  readonly broken: number
  /** The probability that a promise which breaks was given a lower chance than one that is kept. */
  readonly auc: number
  /** Mean distance of stated and true shares over ten bins. */
  readonly calibrationError: number
  /** Of what broke, the share that was among the fifth with the lowest chance. */
  readonly foundInWorstFifth: number
}

/** How well stated probabilities told kept from broken promises. */
export function riskOf(stated: readonly Stated[]): RiskScore {
  const sorted = stated.toSorted((a, b) => b.chance - a.chance)
  const broken = sorted.filter(({ kept }) => !kept).length
  let ranks = 0
  for (let i = 0; i < sorted.length; ) {
    let next = i
    while (next < sorted.length && sorted[next]?.chance === sorted[i]?.chance) next++
    for (let at = i; at < next; at++) if (!sorted[at]?.kept) ranks += (i + 1 + next) / 2
    i = next
  }
  const bins = Array.from({ length: 10 }, () => ({ n: 0, stated: 0, kept: 0 }))
  for (const { chance, kept } of stated) {
    const bin = bins[Math.min(9, Math.floor(chance * 10))]
    if (!bin) continue
    bin.n++
    bin.stated += chance
    if (kept) bin.kept++
  }
  const worst = sorted.slice(-Math.ceil(sorted.length / 5)).filter(({ kept }) => !kept).length
  return {
    stated: stated.length,
    broken: broken / stated.length,
    auc: (ranks - (broken * (broken + 1)) / 2) / (broken * (stated.length - broken)),
    calibrationError: bins.reduce((sum, bin) => sum + Math.abs(bin.stated - bin.kept), 0) / stated.length,
    foundInWorstFifth: worst / broken,
  }
}
