import { normalQuantile, wilson } from '#library/forecast'

/** The confidences that are checked. */
export const CHECKED = [0.5, 0.8, 0.9] as const
/** The periods that are counted, in days. */
export const PERIODS = [28, 90] as const
/** Groups with fewer judged quotes are not told apart, and raise no alarm. */
export const ENOUGH_JUDGED = 20
/** Of fewer quotes nothing is said of the whole. */
const ENOUGH_IN_ALL = 50
/** Further off than this, and than two standard errors, is an alarm. */
const TOO_FAR = 0.05
const TWO_ERRORS = 0.0455

/** A kind of work: a service, or where none is named a category. */
export type Work = { by: 'service' | 'category'; name: string }

/** What became of the quotes of a period; `work` null: of all. Counts by confidence, as in CHECKED. */
export type Tally = {
  work: Work | null
  /** Requests that came in within the period and were quoted. */
  quoted: number
  /** Of these, for how many no date was named. */
  declined: number[]
  /** Quotes whose date fell into the period. */
  judged: number[]
  kept: number[]
}

export type Coverage = {
  confidence: number
  n: number
  /** Share of judged dates that were kept; null without any. */
  kept: number | null
  from: number | null
  to: number | null
  /** Share of quotes for which no date was named; null without any. */
  declined: number | null
  off: boolean
}

export type Alarm = { work: Work | null; confidence: number; kept: number; n: number }

export type ForecastRecord = {
  state: 'none' | 'learning' | 'ok' | 'off'
  quoted: number
  confidences: Coverage[]
  works: { work: Work; quoted: number; confidences: Coverage[] }[]
  alarms: Alarm[]
}

/**
 * How the dates that were named were kept, and where that differs from what was stated: by more than five points and two
 * standard errors, or as many more as keep a false alarm among all that is compared as rare as for one (Bonferroni).
 */
export function recordOf(tallies: readonly Tally[]): ForecastRecord {
  const all = tallies.find(({ work }) => work === null)
  const judged = all?.judged[0] ?? 0
  const told = judged >= ENOUGH_IN_ALL
  const large = tallies.flatMap(({ work, ...tally }) =>
    work !== null && Math.max(...tally.judged) >= ENOUGH_JUDGED ? [{ ...tally, work }] : [],
  )
  const among = told ? (1 + large.length) * CHECKED.length : null
  const works = large
    .map((tally) => ({ ...coverageOf(tally, among), work: tally.work }))
    .sort((a, b) => b.quoted - a.quoted || (a.work.name < b.work.name ? -1 : 1))
  const whole = coverageOf(all ?? { quoted: 0, declined: [], judged: [], kept: [] }, among)
  const alarms = [{ ...whole, work: null }, ...works].flatMap(({ work, confidences }) =>
    confidences.flatMap(({ off, confidence, kept, n }): Alarm[] =>
      off && kept !== null ? [{ work, confidence, kept, n }] : [],
    ),
  )
  const state = judged === 0 ? 'none' : !told ? 'learning' : alarms.length > 0 ? 'off' : 'ok'
  return { state, ...whole, works, alarms }
}

/** @param among how many shares are compared; null: no alarm is raised */
function coverageOf(
  { quoted, declined, judged, kept }: Omit<Tally, 'work'>,
  among: number | null,
): { quoted: number; confidences: Coverage[] } {
  const confidences = CHECKED.map((confidence, i): Coverage => {
    const n = judged[i] ?? 0
    const hits = kept[i] ?? 0
    const { from, to } = n === 0 ? { from: null, to: null } : wilson(hits, n)
    return {
      confidence,
      n,
      kept: n === 0 ? null : hits / n,
      from,
      to,
      declined: quoted === 0 ? null : (declined[i] ?? 0) / quoted,
      off: among !== null && n >= ENOUGH_JUDGED && isOff(hits / n, confidence, n, among),
    }
  })
  return { quoted, confidences }
}

function isOff(kept: number, stated: number, n: number, among: number): boolean {
  const errors = normalQuantile(1 - TWO_ERRORS / 2 / among)
  const far = Math.abs(kept - stated)
  return far > TOO_FAR + 1e-9 && far > errors * Math.sqrt((stated * (1 - stated)) / n)
}
