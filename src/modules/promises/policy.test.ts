import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileCalendar } from '#library/calendar'
import {
  type Candidate,
  calendarOf,
  choosePromises,
  countConditions,
  failedConditions,
  type Known,
  policyDue,
  wordingIn,
} from './policy.ts'
import { type PolicySpec, policySpec } from './policy-spec.ts'

const office = compileCalendar({
  timeZone: 'Europe/Warsaw',
  hours: Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, [['09:00', '17:00']]])),
})
const at = (text: string) => Temporal.Instant.from(text)
/** A Friday, ten minutes before closing; and as long after it. */
const open = at('2026-11-27T16:50:00+01:00')
const closed = at('2026-11-27T17:10:00+01:00')
const SERVICE = '01938c1e-7a00-7000-8000-000000000001'

describe('conditions', () => {
  const cases: [given: PolicySpec['conditions'], known: Partial<Known>, failed: string[]][] = [
    [{}, {}, []],
    [{ channels: [] }, {}, []],
    [{ channels: ['email'] }, { channel: 'email' }, []],
    [{ channels: ['E-Mail '] }, { channel: ' e-mail' }, []],
    [{ channels: ['email', 'chat'] }, { channel: 'Chat' }, []],
    [{ channels: ['email'] }, { channel: 'phone' }, ['channels']],
    [{ channels: ['email'] }, { channel: '' }, ['channels']],
    [{ channels: ['email'] }, {}, ['channels']],
    [{ kinds: ['complaint'] }, { kind: 'complaint' }, []],
    [{ kinds: ['complaint'] }, { kind: 'question' }, ['kinds']],
    [{ stages: ['Part arrived'] }, { stage: 'part ARRIVED' }, []],
    [{ stages: ['Part arrived'] }, {}, ['stages']],
    [{ serviceIds: [SERVICE] }, { serviceId: SERVICE.toUpperCase() }, []],
    [{ serviceIds: [SERVICE] }, { serviceId: null }, ['serviceIds']],
    [{ priorities: ['Urgent'] }, { priority: 'urgent' }, []],
    [{ segments: ['Gold'] }, { segment: 'gold' }, []],
    [{ segments: ['Gold'] }, { segment: '' }, ['segments']],
    [{ languages: ['pl'] }, { language: 'pl' }, []],
    [{ languages: ['pl'] }, {}, ['languages']],
    [{ hours: 'open' }, { at: open }, []],
    [{ hours: 'open' }, { at: closed }, ['hours']],
    [{ hours: 'closed' }, { at: closed }, []],
    [{ hours: 'closed' }, { at: open }, ['hours']],
    [
      { channels: ['email'], kinds: ['job'], hours: 'closed' },
      { channel: 'phone', kind: 'job' },
      ['channels', 'hours'],
    ],
  ]
  test.each(cases)('%j with %j: %j fail', (given, known, failed) => {
    expect(failedConditions(given, { at: open, ...known }, office)).toEqual(failed)
  })

  const name = fc.constantFrom('Email', 'phone', ' chat ', 'Gold', 'x')
  const names = fc.option(fc.array(name, { maxLength: 3 }), { nil: undefined })
  const given = fc
    .record({ channels: names, kinds: names, stages: names, priorities: names, segments: names })
    .map((all) => Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)))
  const known = fc.record({ channel: name, kind: name, stage: name, priority: name, segment: name })
  const failedOf = (conditions: PolicySpec['conditions'], facts: Partial<Known>) =>
    failedConditions(conditions, { at: open, ...facts }, office)

  test('a condition fails by itself, whatever the others say', () => {
    fc.assert(
      fc.property(given, known, (conditions, facts) => {
        const alone = Object.entries(conditions).flatMap(([key, value]) => failedOf({ [key]: value }, facts))
        expect(failedOf(conditions, facts).toSorted()).toEqual(alone.toSorted())
      }),
    )
  })

  test('case and outer spaces change nothing, and another name in a list never makes it fail', () => {
    fc.assert(
      fc.property(given, known, (conditions, facts) => {
        const shouted = Object.fromEntries(
          Object.entries(facts).map(([key, value]) => [key, ` ${value.toUpperCase()} `]),
        )
        expect(failedOf(conditions, shouted)).toEqual(failedOf(conditions, facts))
        const more = Object.fromEntries(
          Object.entries(conditions).map(([key, list]) => [key, list?.length ? [...list, 'another'] : list]),
        )
        expect(failedOf(more, facts).every((failed) => failedOf(conditions, facts).includes(failed))).toBe(true)
      }),
    )
  })

  test('counts what is asked for', () => {
    expect(countConditions({})).toBe(0)
    expect(countConditions({ channels: [], kinds: ['job'], hours: 'open' })).toBe(2)
  })
})

describe('wording', () => {
  const texts = { en: 'Hello', pl: 'Cześć' }
  const only = { ru: 'Привет' }
  test.each([
    [texts, ['pl', 'es'], 'pl'],
    [texts, ['ca', 'pl'], 'pl'],
    [texts, ['ca', 'es'], 'en'],
    [texts, [null, undefined], 'en'],
    [only, ['en', 'pl'], 'ru'],
  ] as const)('%j for %j is %s', (wording, languages, language) => {
    expect(wordingIn(wording, languages)).toEqual({ language, wording: (wording as Record<string, string>)[language] })
  })
})

test.each([
  [{ use: 'organization' }, { team: 't', service: 's', customer: 'c' }, null],
  [{ use: 'team' }, { team: 't' }, 't'],
  [{ use: 'team' }, {}, null],
  [{ use: 'service' }, { service: 's' }, 's'],
  [{ use: 'service' }, { service: null }, null],
  [{ use: 'customer' }, { customer: 'c' }, 'c'],
  [{ use: 'calendar', calendarId: 'x' }, { team: 't' }, 'x'],
] as const)('the calendar of %j among %j is %s', (calendar, calendars, id) => {
  expect(calendarOf(calendar, calendars)).toBe(id)
})

describe('due', () => {
  const due = (duration: PolicySpec['duration'], from: string, ahead = false) =>
    Temporal.Instant.fromEpochMilliseconds(policyDue({ duration, ahead }, at(from).epochMilliseconds, office))
      .toZonedDateTimeISO('Europe/Warsaw')
      .toString({ timeZoneName: 'never', smallestUnit: 'minute' })
  test.each([
    [{ unit: 'business_seconds', n: 3600 * 4 }, '2026-11-27T16:50:00+01:00', false, '2026-11-30T12:50+01:00'],
    [{ unit: 'business_days', n: 1, at: 'close' }, '2026-11-27T16:50:00+01:00', false, '2026-11-30T17:00+01:00'],
    [{ unit: 'business_days', n: 3, at: 'close' }, '2026-12-07T10:00:00+01:00', true, '2026-12-02T17:00+01:00'],
    [{ unit: 'business_days', n: 5, at: 'same_time' }, '2026-12-07T10:00:00+01:00', true, '2026-11-30T10:00+01:00'],
    [{ unit: 'business_days', n: 2, at: '09:30' }, '2026-12-07T10:00:00+01:00', true, '2026-12-03T09:30+01:00'],
    [{ unit: 'business_seconds', n: 7200 }, '2026-12-07T10:00:00+01:00', true, '2026-12-04T16:00+01:00'],
    [{ unit: 'weeks', n: 1, at: 'same_time' }, '2026-12-07T10:00:00+01:00', true, '2026-11-30T10:00+01:00'],
    [{ unit: 'months', n: 1, at: '12:00' }, '2026-12-31T10:00:00+01:00', true, '2026-11-30T12:00+01:00'],
  ] as const)('%j from %s, ahead %s: %s', (duration, from, ahead, expected) => {
    expect(due(duration, from, ahead)).toBe(expected)
  })

  test('what is counted ahead lies before what is planned, and more lies further ahead', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.constantFrom('business_days', 'days', 'weeks'),
        fc.integer({ min: 0, max: 400 * 24 }),
        (n, unit, hour) => {
          const planned = open.add({ hours: hour }).epochMilliseconds
          const back = (days: number) =>
            policyDue({ duration: { unit, n: days, at: 'same_time' } as never, ahead: true }, planned, office)
          expect(back(n)).toBeLessThanOrEqual(planned)
          expect(back(n + 1)).toBeLessThanOrEqual(back(n))
        },
      ),
    )
  })
})

test('only what is planned can be counted back from', () => {
  const spec = {
    trigger: 'published',
    kind: 'news',
    wording: { en: 'x' },
    duration: { unit: 'weeks', n: 1, at: 'same_time' },
  }
  expect(policySpec.safeParse({ ...spec, ahead: true }).error?.issues).toMatchObject([{ path: ['ahead'] }])
  expect(policySpec.safeParse({ ...spec, trigger: 'promotion_planned', ahead: true }).success).toBe(true)
})

describe('which promises are made', () => {
  const one = (policyId: string, over: Partial<Candidate> = {}): Candidate => ({
    policyId,
    kind: 'completion',
    ahead: false,
    conditions: {},
    dueAt: open,
    ...over,
  })
  const reply = (policyId: string, over: Partial<Candidate> = {}) => one(policyId, { kind: 'first_reply', ...over })
  const idsOf = (candidates: Candidate[], standing: Parameters<typeof choosePromises>[1] = []) =>
    choosePromises(candidates, standing).map(({ policyId }) => policyId)

  test('each of what is new', () => expect(idsOf([one('a'), one('b')])).toEqual(['a', 'b']))
  test('none while the policy has one open', () =>
    expect(idsOf([one('a'), one('b')], [{ kind: 'other', policyId: 'a', dueAt: closed }])).toEqual(['b']))
  test('one a plan', () => {
    const standing = [{ kind: 'news', policyId: 'a', dueAt: open }]
    expect(idsOf([one('a', { ahead: true })], standing)).toEqual([])
    expect(idsOf([one('a', { ahead: true, dueAt: closed })], standing)).toEqual(['a'])
  })
  test('one first reply: the strictest, the more particular, the oldest', () => {
    expect(idsOf([reply('a', { dueAt: closed }), reply('b')])).toEqual(['b'])
    expect(idsOf([reply('a'), reply('b', { conditions: { kinds: ['job'] } })])).toEqual(['b'])
    expect(idsOf([reply('a'), reply('b')])).toEqual(['a'])
    expect(idsOf([reply('a'), one('b'), reply('c')])).toEqual(['a', 'b'])
  })
  test('no first reply while one is open, whoever promised it', () =>
    expect(idsOf([reply('a'), one('b')], [{ kind: 'first_reply', policyId: null, dueAt: closed }])).toEqual(['b']))
  test('one answer at a time: who is owed one, even an overdue one, or is called back, gets no later date', () => {
    const next = one('n', { kind: 'next_reply' })
    expect(idsOf([next])).toEqual(['n'])
    for (const kind of ['first_reply', 'next_reply', 'callback'])
      expect(idsOf([next], [{ kind, policyId: 'x', dueAt: open, overdue: true }]), kind).toEqual([])
    expect(idsOf([next], [{ kind: 'next_update', policyId: 'x', dueAt: open }])).toEqual(['n'])
    expect(idsOf([next], [{ kind: 'callback', policyId: null, dueAt: open }]), 'a person promised it').toEqual(['n'])
    expect(idsOf([one('a')], [{ kind: 'next_reply', policyId: 'a', dueAt: open, overdue: true }])).toEqual(['a'])
  })
})
