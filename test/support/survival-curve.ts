/** How long something lasted (`ended`) or has lasted so far. */
export interface Lifetime {
  readonly seconds: number
  readonly ended: boolean
}

/**
 * The product-limit estimate (E. L. Kaplan, P. Meier, "Nonparametric Estimation from Incomplete Observations", JASA 53,
 * 1958), the textbook that the engine is compared with: a step down at each duration at which something ended. `survival[i]`
 * is the probability of lasting longer than `times[i]`.
 */
export interface SurvivalCurve {
  readonly times: readonly number[]
  readonly survival: readonly number[]
  /** How many had not ended and were still watched just before `times[i]`. */
  readonly atRisk: readonly number[]
  readonly count: number
  readonly openCount: number
}

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
  }
}
