/**
 * The point below which a standard normal value lies with this probability; to nine digits (P. J. Acklam, "An algorithm
 * for computing the inverse normal cumulative distribution function", 2003).
 * @throws {RangeError} for a probability outside (0, 1)
 */
export function normalQuantile(probability: number): number {
  if (!(probability > 0 && probability < 1))
    throw new RangeError(`${probability} is not a probability between 0 and 1.`)
  if (probability > 0.5) return -normalQuantile(1 - probability)
  if (probability < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(probability))
    return polynomial(TAIL_ABOVE, q) / (polynomial(TAIL_BELOW, q) * q + 1)
  }
  const q = probability - 0.5
  return (polynomial(MIDDLE_ABOVE, q * q) * q) / (polynomial(MIDDLE_BELOW, q * q) * q * q + 1)
}

const polynomial = (coefficients: readonly number[], x: number): number =>
  coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0)

const MIDDLE_ABOVE = [
  -39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716, 2.506628277459239,
]
const MIDDLE_BELOW = [-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572]
const TAIL_ABOVE = [
  -0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968,
  2.938163982698783,
]
const TAIL_BELOW = [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416]

/**
 * Between which the true share lies, with 95 % unless told otherwise (E. B. Wilson, "Probable inference, the law of succession, and statistical
 * inference", JASA 22, 1927).
 * @param of more than 0
 */
export function wilson(hits: number, of: number, z: number = normalQuantile(0.975)): { from: number; to: number } {
  const share = hits / of
  const middle = (share + (z * z) / (2 * of)) / (1 + (z * z) / of)
  const half = (z * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of))) / (1 + (z * z) / of)
  return { from: Math.max(0, middle - half), to: Math.min(1, middle + half) }
}
