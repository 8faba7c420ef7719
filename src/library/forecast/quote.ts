import { type Basis, basisOf } from './basis.ts'
import { ageWhen, type Curve, lasting } from './curve.ts'
import type { Moment } from './moment.ts'
import type { Asked } from './news.ts'
import { knownOf } from './news.ts'
import { type Correction, reachedAt, readAt } from './recalibration.ts'

/** Why no date is named, and what could be offered instead. */
export interface Declined {
  readonly code: 'no_history' | 'not_reached'
  /** Share of such requests that end at ages that are known of. */
  readonly reaches: number
  readonly sentence: string
}

export interface Quote {
  readonly confidence: number
  /** Epoch milliseconds; null: declined. */
  readonly dueAt: number | null
  readonly basis: Basis
  /** The date lies beyond the ages that 20 requests have reached. */
  readonly extrapolated?: true
  readonly reason?: Declined
}

/** A request's curve as read now: the ages by which shares of such requests end. */
class Reading {
  readonly from: number
  readonly #curve: Curve
  readonly #correction: Correction
  /** Share that would have ended before now. */
  readonly #gone: number

  constructor(moment: Moment, openedAt: number, now: number | undefined, curve: Curve, correction: Correction) {
    this.from = moment.positionOf(openedAt)
    this.#curve = curve
    this.#correction = correction
    const elapsed = now !== undefined && now > openedAt ? moment.positionOf(now) - this.from : 0
    this.#gone = elapsed > 0 ? reachedAt(correction, 1 - lasting(curve, elapsed)) : 0
  }

  /** The age by which a share `level` of those still open has ended; null when there is none. */
  ageAt(level: number): number | null {
    if (this.#gone >= 1 - 1e-9) return null
    const at = readAt(this.#correction, 1 - (1 - this.#gone) * (1 - level))
    return at >= 1 ? null : ageWhen(this.#curve, 1 - at)
  }

  /** The greatest share that the curve comes to. */
  get reaches(): number {
    if (this.#gone >= 1 - 1e-9) return 0
    const ends = reachedAt(this.#correction, 1 - (this.#curve.survival.at(-1) as number))
    return Math.max(0, (ends - this.#gone) / (1 - this.#gone))
  }
}

/** See `ForecastModel.quote`. */
export function quote(
  moment: Moment,
  request: Asked,
  { confidence, now }: { readonly confidence: readonly number[]; readonly now?: number | undefined },
): Quote[] {
  for (const level of confidence)
    if (!(level > 0 && level < 1)) throw new RangeError(`confidence: ${level} is not a probability between 0 and 1.`)
  const { node, curve, correction } = moment.of(knownOf(request, moment.history.segments.features))
  const basis = basisOf(moment, node)
  const reading = new Reading(moment, request.openedAt, now, curve, correction)
  return confidence.map((level) => {
    const age = basis.state === 'none' ? null : reading.ageAt(level)
    if (age === null) return { confidence: level, dueAt: null, basis, reason: declined(basis, reading.reaches) }
    const dueAt = moment.instantOf(reading.from + age)
    return { confidence: level, dueAt, basis, ...(age > curve.supportMs ? { extrapolated: true as const } : {}) }
  })
}

function declined(basis: Basis, reaches: number): Declined {
  if (basis.state === 'none')
    return {
      code: 'no_history',
      reaches: 0,
      sentence: 'No such request has been closed yet: a date would be your policy, not a forecast.',
    }
  const open = Math.round((1 - reaches) * 100)
  return { code: 'not_reached', reaches, sentence: `${open} % of such requests have no recorded closing.` }
}

const POINTS = 60

/** See `ForecastModel.curve`. */
export function curvePoints(moment: Moment, request: Asked, now: number): { at: number; chance: number }[] {
  const { curve, correction } = moment.of(knownOf(request, moment.history.segments.features))
  if (moment.history.completions === 0) return []
  const reading = new Reading(moment, request.openedAt, now, curve, correction)
  const points: { at: number; chance: number }[] = []
  for (let i = 1; i <= POINTS; i++) {
    const chance = i / (POINTS + 1)
    const age = reading.ageAt(chance)
    if (age === null) break
    points.push({ at: moment.instantOf(reading.from + age), chance })
  }
  return points
}
