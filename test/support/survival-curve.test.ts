import { describe, expect, it } from 'vitest'
import { survivalCurve } from './survival-curve.ts'

/**
 * Weeks of remission of 21 children with leukaemia under 6-mercaptopurine (+: still in remission when last seen).
 * E. J. Freireich et al., "The effect of 6-mercaptopurine on the duration of steroid-induced remissions in acute
 * leukemia", Blood 21 (1963); the estimate as printed in D. R. Cox, D. Oakes, "Analysis of Survival Data" (1984).
 */
const remission = '6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+'
  .split(' ')
  .map((text) => ({ seconds: Number.parseInt(text, 10), ended: !text.endsWith('+') }))
const published: [week: number, atRisk: number, survival: number][] = [
  [6, 21, 0.857],
  [7, 17, 0.807],
  [10, 15, 0.753],
  [13, 12, 0.69],
  [16, 11, 0.627],
  [22, 7, 0.538],
  [23, 6, 0.448],
]

describe('the published example', () => {
  it('gives the published curve', () => {
    const curve = survivalCurve(remission)
    const rows = curve.times.map((time, i) => [
      time,
      curve.atRisk[i],
      Math.round((curve.survival[i] ?? 0) * 1000) / 1000,
    ])
    expect(rows).toEqual(published)
    expect([curve.count, curve.openCount]).toEqual([21, 12])
  })
})
