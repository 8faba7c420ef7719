import { binOf, bins, endOf, startOf } from './ages.ts'

/**
 * The probability of lasting longer than an age, at the ends of the bins. Between them it falls at an even rate.
 */
export interface Curve {
  readonly survival: Float32Array
  /** The age up to which enough requests were watched; beyond it the curve is a power law's. */
  readonly supportMs: number
}

/** Probability of lasting longer than `ageMs`. */
export function lasting(curve: Curve, ageMs: number): number {
  if (ageMs <= 0) return 1
  const bin = binOf(ageMs)
  const before = bin === 0 ? 1 : (curve.survival[bin - 1] as number)
  const after = curve.survival[bin] as number
  if (before === after || before <= 0) return before
  const into = Math.min(1, (ageMs - startOf(bin)) / (endOf(bin) - startOf(bin)))
  return after <= 0 ? before * (1 - into) : before * (after / before) ** into
}

/** The least age beyond which a share `target` lasts; null when the curve does not come down to it. */
export function ageWhen(curve: Curve, target: number): number | null {
  const { survival } = curve
  if (!((survival[bins - 1] as number) <= target)) return null
  let low = -1
  let high = bins - 1
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((survival[middle] as number) <= target) high = middle
    else low = middle
  }
  const before = high === 0 ? 1 : (survival[high - 1] as number)
  const after = survival[high] as number
  if (before <= target) return startOf(high)
  const into = after <= 0 ? (before - target) / before : Math.log(before / target) / Math.log(before / after)
  return startOf(high) + Math.min(1, Math.max(0, into)) * (endOf(high) - startOf(high))
}

/** The greatest difference between two curves. */
export function distance({ survival: a }: Curve, { survival: b }: Curve): number {
  let most = 0
  if (a === b) return most
  for (let bin = 0; bin < bins; bin += 2) {
    const apart = Math.abs((a[bin] as number) - (b[bin] as number))
    if (apart > most) most = apart
  }
  return most
}
