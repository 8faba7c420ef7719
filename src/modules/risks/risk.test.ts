import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Look, lookAt, type Reason, type Saying, type Standing } from './risk.ts'

const HOUR = 3_600_000
const MINUTE = 60_000
const NOW = Date.parse('2026-11-26T09:00:00Z')
const MIDNIGHT = NOW + 14 * HOUR
const setting = { now: NOW, below: 0.5, newModelAt: MIDNIGHT }
const calm = { dueAt: NOW + 48 * HOUR, atRisk: false, lastSaid: null }
const alarmed = { ...calm, atRisk: true }

/** Says a chance that loses a point every six minutes. */
const says = (chance: number): Saying => ({
  chance,
  when: (lower) => NOW + Math.max(0, Math.round((chance - lower) * 1000)) * 0.1 * 6 * MINUTE,
})
const silent = (reason: Reason): Saying => ({ reason })
/** Minutes from now. */
const minutes = (look: Look | null) => (look?.lookAt == null ? null : Math.round((look.lookAt - NOW) / MINUTE))

describe('what a look says', () => {
  it.each<[string, Standing, Saying, Partial<Look>, number]>([
    ['first, far above', calm, says(0.9), { atRisk: false, crossed: null, said: true }, 30],
    ['just above: when it will cross', calm, says(0.52), { atRisk: false, crossed: null, said: true }, 13],
    ['at the threshold: not below it', calm, says(0.5), { atRisk: false, crossed: null }, 1],
    ['below', calm, says(0.49), { atRisk: true, crossed: 'at_risk', said: true }, 30],
    [
      'below as before: no news',
      { ...alarmed, lastSaid: 0.45 },
      says(0.44),
      { atRisk: true, crossed: null, said: false },
      30,
    ],
    ['a little above again: still at risk', alarmed, says(0.59), { atRisk: true, crossed: null }, 30],
    ['ten points above again', alarmed, says(0.6), { atRisk: false, crossed: 'off_risk', said: true }, 30],
    ['changed by less than two points', { ...calm, lastSaid: 0.9 }, says(0.885), { said: false }, 30],
    ['changed by two points', { ...calm, lastSaid: 0.9 }, says(0.87), { said: true }, 30],
    [
      'next to nothing left: not before it is due or there is a new model',
      alarmed,
      { chance: 0.03, when: () => calm.dueAt },
      { atRisk: true },
      840,
    ],
    [
      'nothing like it',
      calm,
      silent('no_history'),
      { chance: null, reason: 'no_history', said: false, crossed: null },
      840,
    ],
    ['nothing like it any more', alarmed, silent('no_history'), { atRisk: false, crossed: 'off_risk' }, 840],
    ['what it is about has ended', alarmed, silent('ended'), { atRisk: false, crossed: 'off_risk' }, 840],
    ['not read yet: soon, and nothing is taken back', alarmed, silent('preparing'), { atRisk: true, crossed: null }, 5],
  ])('%s', (_, standing, saying, expected, at) => {
    const look = lookAt(standing, saying, setting)
    expect(look).toMatchObject(expected)
    expect(minutes(look)).toBe(at)
  })

  it('has nothing to say from the due instant on', () => {
    expect(lookAt({ ...alarmed, dueAt: NOW }, says(0.2), setting)).toBeNull()
    expect(lookAt({ ...alarmed, dueAt: NOW + 1 }, says(0.2), setting)).toMatchObject({ lookAt: NOW + 1 })
  })

  it('comes back where ten points above would be more than certain', () => {
    expect(lookAt(alarmed, says(0.97), { ...setting, below: 0.95 })).toMatchObject({ atRisk: true })
    expect(lookAt(alarmed, says(0.98), { ...setting, below: 0.95 })).toMatchObject({ crossed: 'off_risk' })
  })
})

describe('a promise that is left alone', () => {
  const chance = fc.double({ min: 0, max: 1, noNaN: true })
  const life = fc.record({
    below: fc.double({ min: 0.05, max: 0.95, noNaN: true }),
    first: chance,
    hours: fc.integer({ min: 1, max: 200 }),
  })

  it('is looked at seldom, always later than before, and once when it comes at risk', () => {
    fc.assert(
      fc.property(life, ({ below, first, hours }) => {
        const dueAt = NOW + hours * HOUR
        // Falls evenly to nothing at the due instant.
        const chanceAt = (at: number): number => (first * (dueAt - at)) / (dueAt - NOW)
        let standing: Standing = { dueAt, atRisk: false, lastSaid: null }
        let looks = 0
        const news: [string, number][] = []
        for (let now = NOW; ; looks++) {
          const saying = {
            chance: chanceAt(now),
            when: (lower: number) =>
              lower < 0 ? dueAt : Math.ceil(Math.max(now, dueAt - (lower / first) * (dueAt - NOW))),
          }
          const look = lookAt(standing, saying, { now, below, newModelAt: Number.POSITIVE_INFINITY })
          if (!look) break
          if (look.crossed) news.push([look.crossed, now])
          standing = { dueAt, atRisk: look.atRisk, lastSaid: look.said ? look.chance : standing.lastSaid }
          expect(look.lookAt).toBeGreaterThan(now)
          now = look.lookAt as number
          expect(looks).toBeLessThan(30)
        }
        expect(news.map(([what]) => what)).toEqual(['at_risk'])
        // Found when it happens, or within the minute or the thousandth that lies between.
        const crossing = first < below ? NOW : dueAt - (below / first) * (dueAt - NOW)
        const slack = MINUTE + (0.001 / Math.max(first, 0.01)) * (dueAt - NOW) + 1
        for (const [, at] of news) expect(at - crossing).toBeLessThanOrEqual(slack)
      }),
    )
  })

  it('says at risk and off risk in turn, whatever is found', () => {
    fc.assert(
      fc.property(fc.array(fc.option(chance), { maxLength: 40 }), (found) => {
        let standing: Standing = { dueAt: NOW + 48 * HOUR, atRisk: false, lastSaid: null }
        const news = found.flatMap((one) => {
          const look = lookAt(standing, one === null ? silent('no_history') : says(one), setting) as Look
          standing = { ...standing, atRisk: look.atRisk, lastSaid: look.said ? look.chance : standing.lastSaid }
          if (one !== null && one < 0.5) expect(look.atRisk).toBe(true)
          if (one === null || one >= 0.6) expect(look.atRisk).toBe(false)
          return look.crossed ?? []
        })
        expect(news).toEqual(news.map((_, i) => (i % 2 === 0 ? 'at_risk' : 'off_risk')))
      }),
    )
  })
})
