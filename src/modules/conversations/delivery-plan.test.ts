import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contactQuietUntil } from '#modules/promises'
import {
  isReachable,
  planDelivery,
  type Reachable,
  TELLING_CHANNELS,
  type TellingChannel,
  type Urgency,
  urgencyOf,
} from './delivery-plan.ts'

const at = (text: string) => Temporal.Instant.from(text)
const ana: Reachable = {
  email: 'ana@example.com',
  phone: '+34 600 100 200',
  bouncedAt: null,
  timeZone: 'Europe/Madrid',
  preferredChannel: null,
  quietHours: null,
}
const NOON = '2026-11-26T11:00:00Z'
/** 23:10 in Madrid. */
const NIGHT = '2026-11-26T22:10:00Z'
const MORNING = '2026-11-27T07:00:00Z'

type Case = [what: string, over: Partial<Reachable>, urgency: Urgency, now: string, tried: TellingChannel[], string[]]
const cases: Case[] = [
  ['by mail, then by telephone', {}, 'can_wait', NOON, [], [`email ${NOON}`, `phone ${NOON}`]],
  ['as they prefer', { preferredChannel: 'phone' }, 'can_wait', NOON, [], [`phone ${NOON}`, `email ${NOON}`]],
  ['never at night', {}, 'can_wait', NIGHT, [], [`email ${MORNING}`, `phone ${MORNING}`]],
  ['at any hour, who says so', { quietHours: 'none' }, 'can_wait', NIGHT, [], [`email ${NIGHT}`, `phone ${NIGHT}`]],
  ['what cannot wait, at once', {}, 'at_once', NIGHT, [], [`email ${NIGHT}`, `phone ${NIGHT}`]],
  ['what is urgent, on both', {}, 'urgent', NIGHT, [], [`email ${NIGHT}`, `phone ${NIGHT} together`]],
  ['urgent, with one channel', { phone: null }, 'urgent', NIGHT, [], [`email ${NIGHT}`]],
  ['not by the one that failed', {}, 'can_wait', NOON, ['email'], [`phone ${NOON}`]],
  ['not to an address that bounces', { bouncedAt: NOON }, 'can_wait', NOON, [], [`phone ${NOON}`]],
  ['without an address by telephone', { email: null }, 'can_wait', NOON, [], [`phone ${NOON}`]],
  ['by nothing that is not there', { preferredChannel: 'phone', phone: null }, 'can_wait', NOON, [], [`email ${NOON}`]],
  ['not at all without any', { email: null, phone: null }, 'urgent', NOON, [], []],
  ['not at all once all have failed', {}, 'can_wait', NOON, ['phone', 'email'], []],
]

describe('how a contact is told', () => {
  test.each(cases)('%s', (_, over, urgency, now, tried, steps) => {
    const plan = planDelivery({ contact: { ...ana, ...over }, urgency, now: at(now), tried })
    expect(plan.map((step) => `${step.channel} ${step.at}${step.together ? ' together' : ''}`)).toEqual(steps)
  })
})

const quiet = (from: string, to: string) => ({ quietHours: { from, to } })
const nights: [what: string, zone: string, quietHours: Reachable['quietHours'], now: string, until: string | null][] = [
  ['the evening of the usual night', 'Europe/Madrid', null, NIGHT, MORNING],
  ['its first minute', 'Europe/Madrid', null, '2026-11-26T20:00:00Z', MORNING],
  ['the minute before', 'Europe/Madrid', null, '2026-11-26T19:59:59Z', null],
  ['its small hours', 'Europe/Madrid', null, '2026-11-27T03:00:00Z', MORNING],
  ['its end', 'Europe/Madrid', null, MORNING, null],
  ['the same instant elsewhere', 'America/New_York', null, NIGHT, null],
  ['a nap', 'Europe/Madrid', { from: '14:00', to: '16:00' }, '2026-11-26T13:30:00Z', '2026-11-26T15:00:00Z'],
  ['none', 'Europe/Madrid', 'none', NIGHT, null],
  // Clocks are put forward from 02:00 to 03:00 on 29 March, and back from 03:00 to 02:00 on 25 October.
  ['a night without an hour', 'Europe/Madrid', null, '2026-03-28T22:00:00Z', '2026-03-29T06:00:00Z'],
  ['a night with one more', 'Europe/Madrid', null, '2026-10-24T22:00:00Z', '2026-10-25T07:00:00Z'],
  [
    'an end that is not there',
    'Europe/Madrid',
    { from: '21:00', to: '02:30' },
    '2026-03-29T00:00:00Z',
    '2026-03-29T01:30:00Z',
  ],
  [
    'an end that comes twice, before the first',
    'Europe/Madrid',
    { from: '21:00', to: '02:30' },
    '2026-10-25T00:15:00Z',
    '2026-10-25T01:30:00Z',
  ],
  [
    'an end that comes twice, between',
    'Europe/Madrid',
    { from: '21:00', to: '02:30' },
    '2026-10-25T00:45:00Z',
    '2026-10-25T01:30:00Z',
  ],
  [
    'a beginning that comes twice',
    'Europe/Madrid',
    { from: '02:30', to: '07:00' },
    '2026-10-25T01:10:00Z',
    '2026-10-25T06:00:00Z',
  ],
]

describe('quiet hours end', () => {
  test.each(nights)('%s', (_, timeZone, quietHours, now, until) => {
    expect(contactQuietUntil(at(now), { timeZone, quietHours })?.toString() ?? null).toBe(until)
  })
})

type Haste = [string, { changes: boolean; dates: string[]; asked?: boolean; now?: string; quietEnds?: string }, Urgency]
const hastes: Haste[] = [
  ['a new promise for next week', { changes: false, dates: ['2026-12-03T15:00:00Z'] }, 'can_wait'],
  ['a new date in a week', { changes: true, dates: ['2026-12-03T15:00:00Z'] }, 'can_wait'],
  ['a visit in an hour is off', { changes: true, dates: ['2026-11-26T12:00:00Z'] }, 'urgent'],
  ['it was due an hour ago, and they may wait still', { changes: true, dates: ['2026-11-26T10:00:00Z'] }, 'urgent'],
  ['it was due in the morning', { changes: true, dates: ['2026-11-26T08:00:00Z'] }, 'can_wait'],
  ['a reply is promised within the hour', { changes: false, dates: ['2026-11-26T12:00:00Z'] }, 'at_once'],
  [
    'at night: a visit at nine is off',
    { changes: true, dates: ['2026-11-27T08:00:00Z'], now: NIGHT, quietEnds: MORNING },
    'urgent',
  ],
  [
    'at night: one at noon',
    { changes: true, dates: ['2026-11-27T11:00:00Z'], now: NIGHT, quietEnds: MORNING },
    'can_wait',
  ],
  [
    'at night: they have just written',
    { changes: false, dates: ['2026-11-27T11:00:00Z'], asked: true, now: NIGHT, quietEnds: MORNING },
    'at_once',
  ],
]

describe('how urgent it is', () => {
  test.each(hastes)('%s', (_, { dates, asked = false, now = NOON, quietEnds, changes }, urgency) => {
    const when = { now: at(now), quietEnds: quietEnds === undefined ? null : at(quietEnds) }
    expect(urgencyOf({ changes, asked, dates: dates.map(at), ...when })).toBe(urgency)
  })
})

const clock = fc
  .integer({ min: 0, max: 24 * 60 - 1 })
  .map((n) => new Temporal.PlainTime(Math.floor(n / 60), n % 60).toString().slice(0, 5))
const hours = fc
  .tuple(clock, clock)
  .filter(([from, to]) => from !== to)
  .map(([from, to]) => quiet(from, to).quietHours)
const contact: fc.Arbitrary<Reachable> = fc.record({
  email: fc.constantFrom(null, 'ana@example.com'),
  phone: fc.constantFrom(null, '+34 600 100 200'),
  bouncedAt: fc.constantFrom(null, NOON),
  timeZone: fc.constantFrom(
    'Europe/Madrid',
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
    'Pacific/Apia',
  ),
  preferredChannel: fc.constantFrom(null, 'email' as const, 'phone' as const),
  quietHours: fc.oneof(hours, fc.constantFrom(null, 'none' as const)),
})
const instant = fc
  .integer({ min: Date.UTC(2011, 0), max: Date.UTC(2030, 0) })
  .map((ms) => Temporal.Instant.fromEpochMilliseconds(ms))
const urgency = fc.constantFrom<Urgency>('can_wait', 'at_once', 'urgent')

describe('whoever it is, and whenever', () => {
  test('nothing that can wait is sent in quiet hours, nothing waits longer than a day and an hour, nor goes back in time', () => {
    fc.assert(
      fc.property(contact, instant, (who, now) => {
        for (const step of planDelivery({ contact: who, urgency: 'can_wait', now, tried: [] })) {
          expect(contactQuietUntil(step.at, who)).toBeNull()
          const waits = now.until(step.at).total('hours')
          expect(waits >= 0 && waits <= 25).toBe(true)
        }
      }),
    )
  })
  test('what cannot wait does not', () => {
    fc.assert(
      fc.property(contact, instant, fc.constantFrom<Urgency>('at_once', 'urgent'), (who, now, haste) => {
        for (const step of planDelivery({ contact: who, urgency: haste, now, tried: [] })) expect(step.at).toEqual(now)
      }),
    )
  })
  test('every channel that has an address is tried once, and then it ends', () => {
    fc.assert(
      fc.property(contact, instant, urgency, (who, now, haste) => {
        const tried: TellingChannel[] = []
        for (let n = 0; n <= TELLING_CHANNELS.length; n++) {
          const [next] = planDelivery({ contact: who, urgency: haste, now, tried })
          if (!next) break
          tried.push(next.channel)
        }
        expect(planDelivery({ contact: who, urgency: haste, now, tried })).toEqual([])
        expect(tried.toSorted()).toEqual(TELLING_CHANNELS.filter((channel) => isReachable(who, channel)))
      }),
    )
  })
})
