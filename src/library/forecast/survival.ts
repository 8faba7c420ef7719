/** How long something lasted (`ended`) or has lasted so far. */
export interface Lifetime {
  readonly seconds: number
  readonly ended: boolean
}

/**
 * The product-limit estimate of Kaplan and Meier: a step down at each duration at which something ended. `survival[i]`
 * is the probability of lasting longer than `times[i]`.
 */
export interface SurvivalCurve {
  readonly times: readonly number[]
  readonly survival: readonly number[]
  /** How many had not ended and were still watched just before `times[i]`. */
  readonly atRisk: readonly number[]
  readonly count: number
  readonly openCount: number
  /** The age up to which enough requests were watched for the curve to mean something. */
  readonly supportedSeconds: number
}

/** Fewer requests than this at risk do not support a step of the curve: the tail would hang on a few. */
export const enoughAtRisk = 5

/**
 * @param lifetimes in any order; a negative or infinite duration is no observation and is left out. What ended at the
 * same moment as another was last watched counts as ending first, as usual.
 */
export function survivalCurve(lifetimes: readonly Lifetime[]): SurvivalCurve {
  const known = lifetimes.filter(({ seconds }) => seconds >= 0 && seconds < Number.POSITIVE_INFINITY)
  const sorted = known.toSorted((a, b) => a.seconds - b.seconds)
  const times: number[] = []
  const survival: number[] = []
  const atRisk: number[] = []
  let surviving = 1
  let openCount = 0
  for (let i = 0; i < sorted.length; ) {
    const at = (sorted[i] as Lifetime).seconds
    const watched = sorted.length - i
    let ended = 0
    for (; sorted[i]?.seconds === at; i++) {
      if (sorted[i]?.ended) ended += 1
      else openCount += 1
    }
    if (ended === 0) continue
    surviving *= 1 - ended / watched
    times.push(at)
    survival.push(surviving)
    atRisk.push(watched)
  }
  return {
    times,
    survival,
    atRisk,
    count: sorted.length,
    openCount,
    supportedSeconds: sorted.at(-enoughAtRisk)?.seconds ?? 0,
  }
}

/**
 * The least duration by which a share `level` of what lasts longer than `elapsed` (of all, for 0) has ended; null when
 * the curve does not come down that far on supported ages.
 */
export function durationAt(curve: SurvivalCurve, level: number, elapsed = 0): number | null {
  if (tooOld(curve, elapsed)) return null
  const target = open(curve, elapsed) * (1 - level)
  const first = elapsed > 0 ? lastStep(curve, elapsed) + 1 : 0
  const step = curve.survival.findIndex((surviving, i) => i >= first && surviving <= target + 1e-9)
  if (step < 0 || (curve.atRisk[step] as number) < enoughAtRisk) return null
  return curve.times[step] as number
}

/** The probability of ending within `seconds`, having lasted longer than `elapsed`; see `Forecast.chance`. */
export function chanceBy(curve: SurvivalCurve, seconds: number, elapsed = 0): number | null {
  if (tooOld(curve, elapsed)) return null
  if (elapsed > 0 && seconds <= elapsed) return 0
  return 1 - lastingLonger(curve, Math.min(seconds, curve.supportedSeconds)) / open(curve, elapsed)
}

/** Too few requests were ever watched at this age. */
function tooOld(curve: SurvivalCurve, elapsed: number): boolean {
  return elapsed > 0 && elapsed >= curve.supportedSeconds
}

/** The share that is still open after `elapsed`. */
function open(curve: SurvivalCurve, elapsed: number): number {
  return elapsed > 0 ? lastingLonger(curve, elapsed) : 1
}

/** The probability of lasting longer than `seconds`. */
function lastingLonger(curve: SurvivalCurve, seconds: number): number {
  const step = lastStep(curve, seconds)
  return step < 0 ? 1 : (curve.survival[step] as number)
}

/** The last step at or before `seconds`; −1 when there is none. */
function lastStep(curve: SurvivalCurve, seconds: number): number {
  let low = -1
  let high = curve.times.length
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((curve.times[middle] as number) <= seconds) low = middle
    else high = middle
  }
  return low
}
