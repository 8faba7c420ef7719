import { expect, it } from 'vitest'
import { LANGUAGES } from '#platform/fields'
import { MEMBERS } from './firm.ts'
import { planTeams } from './plan-teams.ts'

it.each(LANGUAGES)('plans the same teams for the same moment in %s, of people who are there', (language) => {
  const now = Temporal.Instant.from('2026-11-26T11:00:00Z')
  const plan = planTeams({ now, language, timeZone: 'Europe/London' })
  expect(planTeams({ now, language, timeZone: 'Europe/London' })).toEqual(plan)
  const keys = MEMBERS.map(({ key }) => key)
  for (const { members, rota, changes } of plan) {
    expect(keys).toEqual(expect.arrayContaining([...members]))
    const named = [...rota.map(({ key }) => key), ...changes.flatMap(({ key, cover }) => [key, cover ?? key])]
    expect(members).toEqual(expect.arrayContaining(named))
  }
})

it.each([
  ['2026-11-26T11:00:00Z', 'Europe/London', '2026-11-30T00:00:00+00:00'],
  ['2026-11-28T11:00:00Z', 'Europe/London', '2026-11-30T00:00:00+00:00'],
  ['2026-11-29T11:00:00Z', 'Europe/London', '2026-12-07T00:00:00+00:00'],
  ['2026-11-30T11:00:00Z', 'Europe/London', '2026-12-07T00:00:00+00:00'],
  // Around a change of the clocks.
  ['2026-03-27T11:00:00Z', 'Europe/Warsaw', '2026-03-30T00:00:00+02:00'],
])('the absence of %s in %s is on a Monday, two days off at least: %s', (now, timeZone, from) => {
  const [, office] = planTeams({ now: Temporal.Instant.from(now), language: 'en', timeZone })
  expect(office?.changes[0]?.fromAt).toEqual(Temporal.Instant.from(from))
  expect(office?.changes[0]?.toAt.since(office.changes[0].fromAt).total('hours')).toBe(24)
})
