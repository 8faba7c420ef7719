/**
 * How long does a request like this take here? Answers from the firm's own history, counting the requests that are
 * still open, and declines where that history does not reach. Pure: no database.
 *
 * `fitForecast` learns from a whole log and keeps up with it; `backtest` shows how well its dates are kept; see
 * docs/forecast.md. `forecastFrom` answers from groups of similar requests that the caller has at hand, durations in
 * seconds in, durations in seconds out (docs/decisions/0013-forecast-engine.md says what becomes of it).
 */
import { backOffLevels, type Features, levelName, matches } from './forecast/levels.ts'
import { chanceBy, durationAt, type Lifetime, survivalCurve } from './forecast/survival.ts'

export { type BacktestReport, backtest, type Prediction, type TestedRequest } from './forecast/backtest.ts'
export { fitForecast } from './forecast/fit.ts'
export { backOffLevels, type Features, levelName } from './forecast/levels.ts'
export { type Lifetime, survivalCurve } from './forecast/survival.ts'

/** One request of the past: what was known when it began, and how long it took or has been open. */
export interface Observation extends Lifetime {
  readonly features: Features
}

export interface Basis {
  /** `service+channel`, `service`, `all`; `default` when there are too few similar requests to say anything. */
  readonly level: string
  /** The names in `level`; empty for `all` and `default`. */
  readonly features: readonly string[]
  /** Similar requests that this rests on, open ones included. At `default`: those alike in every feature. */
  readonly count: number
  /** How many of them are still open. */
  readonly openCount: number
}

export interface Quantile {
  /** The probability at which the duration is quoted. */
  readonly level: number
  /** Seconds since the request began by which that share of such requests has ended; null: declined. */
  readonly seconds: number | null
}

export interface Forecast {
  readonly quantiles: readonly Quantile[]
  readonly basis: Basis
  /** The probability that the request ends within `seconds` of its beginning, given that it is open after
   * `elapsedSeconds`; beyond the ages that history supports, the probability up to there: a floor. Null: declined. */
  chance(seconds: number): number | null
}

/** Fewer ended requests than this are too few to be called alike. */
export const enoughEnded = 30

/**
 * Kaplan–Meier over the most specific group of similar requests that holds `minimum` ended ones (E. L. Kaplan, P. Meier,
 * "Nonparametric Estimation from Incomplete Observations", JASA 53, 1958). The last named feature is given up first.
 *
 * A request that is already open for `elapsedSeconds` is asked about on that condition.
 *
 * @throws {RangeError} for a level outside (0, 1) or a negative elapsed time.
 */
export function forecast(question: {
  readonly observations: Iterable<Observation>
  /** Known at the beginning; the most important first. Absent and empty values are not compared. */
  readonly subject: Features
  readonly elapsedSeconds?: number | undefined
  readonly levels: readonly number[]
  readonly minimum?: number | undefined
}): Forecast {
  const groups = backOffLevels(question.subject)
  let rest: readonly Observation[] = [...question.observations]
  // From all to the most specific: each group lies within the one before.
  const within = groups.toReversed().map((features) => {
    rest = rest.filter((observation) => matches(observation.features, question.subject, features))
    return { features, lifetimes: rest }
  })
  return forecastFrom(within.toReversed(), question)
}

/**
 * As `forecast`, from groups that the caller has gathered, the most specific first. At least one.
 */
export function forecastFrom(
  groups: readonly { readonly features: readonly string[]; readonly lifetimes: readonly Lifetime[] }[],
  question: {
    readonly elapsedSeconds?: number | undefined
    readonly levels: readonly number[]
    readonly minimum?: number | undefined
  },
): Forecast {
  const elapsed = question.elapsedSeconds ?? 0
  const minimum = question.minimum ?? enoughEnded
  if (!(elapsed >= 0)) throw new RangeError(`elapsedSeconds: ${elapsed} is not a duration of zero or more seconds.`)
  for (const level of question.levels)
    if (!(level > 0 && level < 1)) throw new RangeError(`levels: ${level} is not a probability between 0 and 1.`)
  for (const { features, lifetimes } of groups) {
    const curve = survivalCurve(lifetimes)
    if (curve.count - curve.openCount < minimum) continue
    return {
      quantiles: question.levels.map((level) => ({ level, seconds: durationAt(curve, level, elapsed) })),
      basis: { level: levelName(features), features, count: curve.count, openCount: curve.openCount },
      chance: (seconds) => chanceBy(curve, seconds, elapsed),
    }
  }
  const alike = survivalCurve(groups[0]?.lifetimes ?? [])
  return {
    quantiles: question.levels.map((level) => ({ level, seconds: null })),
    basis: { level: 'default', features: [], count: alike.count, openCount: alike.openCount },
    chance: () => null,
  }
}
