import { describe, expect, it } from 'vitest'
import { dice } from '#test/service-log'
import { CHECKED, type ForecastRecord, recordOf, type Tally } from './record.ts'

const tally = (
  name: string | null,
  judged: number,
  shares: readonly [number, number, number],
  quoted = judged,
): Tally => ({
  work: name === null ? null : { by: 'service', name },
  quoted,
  declined: [0, 0, Math.round(quoted / 4)],
  judged: [judged, judged, judged],
  kept: shares.map((share) => Math.round(share * judged)),
})
const said = ({ alarms }: ForecastRecord) =>
  alarms.map(({ work, confidence }) => `${work?.name ?? 'all'} ${confidence}`)

describe('a record', () => {
  const right = [0.5, 0.8, 0.9] as const
  it.each<[what: string, tallies: Tally[], state: ForecastRecord['state'], alarms: string[]]>([
    ['nothing was quoted', [], 'none', []],
    ['nothing has come due', [tally(null, 0, right, 30)], 'none', []],
    ['49 quotes, all broken: too few', [tally(null, 49, [0, 0, 0])], 'learning', []],
    ['as stated', [tally(null, 400, right)], 'ok', []],
    ['five points off', [tally(null, 10_000, [0.45, 0.85, 0.85])], 'ok', []],
    ['more than five points off, and surely', [tally(null, 1000, [0.5, 0.8, 0.84])], 'off', ['all 0.9']],
    ['more than five points off, perhaps by chance', [tally(null, 60, [0.56, 0.74, 0.84])], 'ok', []],
    [
      'dates that are too long are off too',
      [tally(null, 400, [0.6, 0.9, 0.96])],
      'off',
      ['all 0.5', 'all 0.8', 'all 0.9'],
    ],
    ['one work, by itself', [tally(null, 400, right), tally('a', 100, [0.5, 0.8, 0.8])], 'off', ['a 0.9']],
    ['a work of less than twenty', [tally(null, 400, right), tally('a', 19, [0, 0, 0])], 'ok', []],
    [
      // 2.1 standard errors: one work in twenty-eight is as far off by chance.
      'one work of many, no further off than one of many would be',
      [
        tally(null, 4000, right),
        ...Array.from({ length: 28 }, (_, i) => tally(`w${i}`, 100, i === 0 ? [0.61, 0.8, 0.9] : right)),
      ],
      'ok',
      [],
    ],
    [
      'one work of many, off beyond chance',
      [
        tally(null, 4000, right),
        ...Array.from({ length: 28 }, (_, i) => tally(`w${i}`, 100, i === 0 ? [0.5, 0.8, 0.78] : right)),
      ],
      'off',
      ['w0 0.9'],
    ],
  ])('%s', (_, tallies, state, alarms) => {
    const record = recordOf(tallies)
    expect({ state: record.state, alarms: said(record) }).toEqual({ state, alarms })
  })

  it('says share, number, interval and how many were declined', () => {
    const { quoted, confidences, works } = recordOf([tally(null, 263, [0.308, 0.8, 0.9], 300), tally('a', 40, right)])
    expect(quoted).toBe(300)
    expect(confidences[0]).toMatchObject({ confidence: 0.5, n: 263, declined: 0 })
    expect(confidences[0]?.kept).toBeCloseTo(81 / 263, 9)
    expect([confidences[0]?.from, confidences[0]?.to]).toEqual([expect.closeTo(0.2553, 4), expect.closeTo(0.3662, 4)])
    expect(confidences[2]?.declined).toBe(0.25)
    expect(works).toMatchObject([{ work: { by: 'service', name: 'a' }, quoted: 40 }])
  })

  it('names the works by how much there is of them', () => {
    const { works } = recordOf([
      tally(null, 400, right),
      tally('b', 50, right),
      tally('a', 50, right),
      tally('c', 70, right),
    ])
    expect(works.map(({ work }) => work.name)).toEqual(['c', 'a', 'b'])
  })

  it('is seldom off by chance: with thirty works of which all are as stated', () => {
    const random = dice(3)
    let wrong = 0
    for (let firm = 0; firm < 100; firm++) {
      const works = Array.from({ length: 30 }, (_, i): Tally => {
        const kept = CHECKED.map(
          (confidence) => Array.from({ length: 60 }, () => random() < confidence).filter(Boolean).length,
        )
        return { ...tally(`w${i}`, 60, right), kept }
      })
      const all = {
        ...tally(null, 1800, right),
        kept: CHECKED.map((_, i) => works.reduce((sum, { kept }) => sum + (kept[i] ?? 0), 0)),
      }
      if (recordOf([all, ...works]).state === 'off') wrong++
    }
    expect(wrong).toBeLessThan(10)
  })
})
