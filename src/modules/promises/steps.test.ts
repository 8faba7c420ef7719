import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileCalendar } from '#library/calendar'
import { digestDay } from './digest.ts'
import type { PolicyStep } from './policy-spec.ts'
import { quietUntil } from './quiet-hours.ts'
import { type DueStep, judgeStep } from './step-verdict.ts'
import { planSteps, stepInstant, stepKind } from './steps.ts'

const weekdays = { mon: [['09:00', '17:00']], tue: [['09:00', '17:00']], wed: [['09:00', '17:00']] } as const
const calendar = compileCalendar({
  timeZone: 'Europe/Warsaw',
  hours: { ...weekdays, thu: [['09:00', '17:00']], fri: [['09:00', '17:00']] } as never,
  holidays: ['2026-11-11'],
})
/** A local time in Warsaw, UTC+1 in November. */
const at = (local: string): number => Date.parse(`${local}+01:00`)
const share = (left: number): PolicyStep['when'] => ({ measure: 'share_left', share: left })
const ahead = (hours: number): PolicyStep['when'] => ({ measure: 'before_due', businessSeconds: hours * 3600 })
const beyond = (hours: number): PolicyStep['when'] => ({ measure: 'after_due', businessSeconds: hours * 3600 })

describe('when a step is taken', () => {
  // Monday 9:00 to Tuesday 17:00: sixteen hours of work.
  const [start, due] = [at('2026-11-16T09:00'), at('2026-11-17T17:00')]
  const cases: [string, PolicyStep['when'], string][] = [
    ['half is left: at the second opening, not the first closing', share(0.5), '2026-11-17T09:00'],
    ['a quarter is left', share(0.25), '2026-11-17T13:00'],
    ['nearly all is left', share(0.9999), '2026-11-16T09:00:06'],
    ['an hour before', ahead(1), '2026-11-17T16:00'],
    ['ten hours before: the day before', ahead(10), '2026-11-16T15:00'],
    ['at due', beyond(0), '2026-11-17T17:00'],
    ['two hours after: the next morning', beyond(2), '2026-11-18T11:00'],
  ]
  test.each(cases)('%s', (_, when, local) => {
    expect(new Date(stepInstant(when, start, due, calendar)).toISOString()).toBe(new Date(at(local)).toISOString())
  })

  test('over a weekend and a holiday only business time counts', () => {
    // Tuesday 10 November 16:00 to Thursday 12 November 10:00, with a holiday between: two hours.
    expect(stepInstant(share(0.5), at('2026-11-10T16:00'), at('2026-11-12T10:00'), calendar)).toBe(
      at('2026-11-12T09:00'),
    )
  })

  test('where no business time lies between, it is a share of the real time', () => {
    const [saturday, sunday] = [at('2026-11-14T08:00'), at('2026-11-15T08:00')]
    expect(stepInstant(share(0.25), saturday, sunday, calendar)).toBe(at('2026-11-15T02:00'))
  })

  test('what was spent waiting on the customer is not the promise’s time', () => {
    // Monday 9:00, eight hours, with all of Tuesday spent waiting from Monday 13:00: due Wednesday 13:00.
    const pauses: [number, number][] = [[at('2026-11-16T13:00'), at('2026-11-18T09:00')]]
    expect(stepInstant(share(0.25), at('2026-11-16T09:00'), at('2026-11-18T13:00'), calendar, pauses)).toBe(
      at('2026-11-18T11:00'),
    )
  })

  test('after due escalates, before it warns', () => {
    expect([share(0.5), ahead(1), beyond(0)].map(stepKind)).toEqual(['warning', 'warning', 'escalation'])
  })

  const instants = fc.integer({ min: at('2026-01-01T00:00'), max: at('2027-12-31T00:00') })
  const length = fc.integer({ min: 0, max: 60 * 86_400_000 })
  const shares = fc.double({ min: 0.001, max: 0.999, noNaN: true })

  test('a share lies from start to due, and less left is later', () => {
    fc.assert(
      fc.property(instants, length, shares, shares, (start, ms, a, b) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)]
        const early = stepInstant(share(more), start, start + ms, calendar)
        const late = stepInstant(share(less), start, start + ms, calendar)
        expect(early).toBeGreaterThanOrEqual(start)
        expect(late).toBeLessThanOrEqual(start + ms)
        expect(early).toBeLessThanOrEqual(late)
      }),
    )
  })

  test('the share that is said is left, to the second', () => {
    fc.assert(
      fc.property(instants, length, shares, (start, ms, left) => {
        const due = start + ms
        const total = calendar.elapsed(start, due)
        fc.pre(total > 0)
        const rest = calendar.elapsed(stepInstant(share(left), start, due, calendar), due)
        expect(Math.abs(rest - left * total)).toBeLessThanOrEqual(1)
      }),
    )
  })

  test('a later due moves every step that hangs on it, never back by more than the second it is rounded to', () => {
    const neverBack = (start: number, ms: number, more: number, hours: number): void => {
      for (const when of [share(0.3), ahead(hours), beyond(hours)]) {
        const before = Math.min(stepInstant(when, start, start + ms, calendar), start + ms + more)
        const after = stepInstant(when, start, start + ms + more, calendar)
        expect(calendar.elapsed(after, before)).toBeLessThanOrEqual(1)
      }
    }
    neverBack(1_788_207_931_460, 3_156_866_855, 19, 0)
    fc.assert(fc.property(instants, length, length, fc.integer({ min: 0, max: 40 }), neverBack))
  })
})

describe('the steps of a new promise', () => {
  const to = { who: 'owner' } as const
  const steps: PolicyStep[] = [beyond(4), share(0.5), beyond(0), ahead(1), ahead(100)].map((when) => ({
    when,
    to,
    channel: 'console',
  }))
  const plan = (now: string) =>
    planSteps(steps, {
      startMs: at('2026-11-16T09:00'),
      dueMs: at('2026-11-17T17:00'),
      nowMs: at(now),
      calendar,
    }).map(({ n, kind, at: ms }) => [n, kind, new Date(ms + 3_600_000).toISOString().slice(5, 16)])

  test('are numbered in order of time, without warnings that have passed already', () => {
    expect(plan('2026-11-16T09:00')).toEqual([
      [2, 'warning', '11-17T09:00'],
      [3, 'warning', '11-17T16:00'],
      [4, 'escalation', '11-17T17:00'],
      [5, 'escalation', '11-18T13:00'],
    ])
  })

  test('promised from long ago: escalations only', () => {
    expect(plan('2026-11-30T09:00').map(([n, kind]) => [n, kind])).toEqual([
      [4, 'escalation'],
      [5, 'escalation'],
    ])
  })
})

describe('what becomes of a step that is due', () => {
  const now = Temporal.Instant.from('2026-11-16T10:00:00Z')
  const step: DueStep = {
    kind: 'warning',
    state: 'open',
    dueAt: now.add({ hours: 1 }),
    delivered: false,
    paused: false,
    followed: false,
    acknowledged: false,
    taken: false,
  }
  const late = { dueAt: now.subtract({ seconds: 1 }) }
  const cases: [string, Partial<DueStep>, ReturnType<typeof judgeStep>][] = [
    ['a warning of an open promise', {}, 'raise'],
    ['of a proposed one', { state: 'proposed' }, 'raise'],
    ['exactly at due', { dueAt: now }, 'raise'],
    ['after due', late, 'too_late'],
    ['broken already', { ...late, state: 'broken' }, 'too_late'],
    ['kept', { state: 'kept', delivered: true }, 'ended'],
    ['withdrawn', { state: 'withdrawn' }, 'ended'],
    ['declined', { state: 'declined' }, 'ended'],
    ['replaced', { state: 'renegotiated' }, 'ended'],
    ['delivered late', { state: 'broken', delivered: true }, 'ended'],
    ['waiting on the customer', { paused: true }, 'hold'],
    ['a later step is due too', { followed: true }, 'superseded'],
    ['somebody sees to it', { acknowledged: true }, 'acknowledged'],
    ['an escalation of an overdue promise', { ...late, kind: 'escalation', state: 'broken' }, 'raise'],
    [
      'although a warning was acknowledged',
      { ...late, kind: 'escalation', state: 'broken', acknowledged: true },
      'raise',
    ],
    [
      'before a later escalation that is due',
      { ...late, kind: 'escalation', state: 'broken', followed: true },
      'superseded',
    ],
    ['escalated, but delivered', { ...late, kind: 'escalation', state: 'broken', delivered: true }, 'ended'],
  ]
  test.each(cases)('%s', (_, over, verdict) => {
    expect(judgeStep({ ...step, ...over }, now)).toBe(verdict)
  })
})

describe('quiet hours', () => {
  const night = { from: '19:00', to: '07:30' }
  const noon = { from: '12:00', to: '13:00' }
  const cases: [string, string, { from: string; to: string } | null, string | null][] = [
    ['none', '2026-11-16T23:00:00Z', null, null],
    ['before the night', '2026-11-16T17:59:00Z', night, null],
    ['as it begins', '2026-11-16T18:00:00Z', night, '2026-11-17T06:30:00Z'],
    ['after midnight', '2026-11-17T02:00:00Z', night, '2026-11-17T06:30:00Z'],
    ['as it ends', '2026-11-17T06:30:00Z', night, null],
    ['over noon', '2026-11-16T11:30:00Z', noon, '2026-11-16T12:00:00Z'],
    ['around noon', '2026-11-16T09:30:00Z', noon, null],
    [
      'where the clocks are put forward over the end',
      '2026-03-29T00:10:00Z',
      { from: '22:00', to: '02:30' },
      '2026-03-29T01:30:00Z',
    ],
    [
      'where they are put back: until the second 02:30',
      '2026-10-25T00:10:00Z',
      { from: '22:00', to: '02:30' },
      '2026-10-25T01:30:00Z',
    ],
  ]
  test.each(cases)('%s', (_, now, quiet, until) => {
    expect(quietUntil(Temporal.Instant.from(now), 'Europe/Warsaw', quiet)?.toString() ?? null).toBe(until)
  })

  test('end later than now, and nothing is quiet then, except where the end comes twice', () => {
    const time = fc
      .integer({ min: 0, max: 1439 })
      .map((m) => `${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`)
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 }), time, time, (seconds, from, to) => {
        fc.pre(from !== to)
        const now = Temporal.Instant.fromEpochMilliseconds(seconds * 1000)
        const until = quietUntil(now, 'Europe/Warsaw', { from, to })
        if (until === null) return
        expect(Temporal.Instant.compare(until, now)).toBe(1)
        expect(until.since(now).total('hours')).toBeLessThanOrEqual(26)
      }),
    )
  })
})

describe('the morning of a digest', () => {
  const day = (local: string, over = calendar) =>
    digestDay(over, Temporal.Instant.fromEpochMilliseconds(at(local)))?.toString() ?? null
  test.each([
    ['before the first opening', '2026-11-16T08:59', null],
    ['at the first opening', '2026-11-16T09:00', '2026-11-16'],
    ['later, where the clock stood still', '2026-11-16T15:00', '2026-11-16'],
    ['after closing', '2026-11-16T17:00', null],
    ['on a holiday', '2026-11-11T10:00', null],
    ['on a Saturday', '2026-11-14T10:00', null],
  ])('%s', (_, now, expected) => {
    expect(day(now)).toBe(expected)
  })

  test('nobody is written to at night where a shift runs over midnight', () => {
    const always = compileCalendar({
      timeZone: 'Europe/Warsaw',
      hours: { mon: [['00:00', '48:00']], tue: [['20:00', '04:00']] } as never,
    })
    expect([day('2026-11-16T00:30', always), day('2026-11-16T06:59', always), day('2026-11-16T07:00', always)]).toEqual(
      [null, null, '2026-11-16'],
    )
    // Open until four and again from twenty: the morning is in the evening.
    expect([day('2026-11-18T03:00', always), day('2026-11-18T20:00', always)]).toEqual([null, null])
  })
})
