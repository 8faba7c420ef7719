import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileCalendar } from '#library/calendar'
import { type DutyChange, dutyOf, type RotaEntry } from './duty.ts'

const office = { mon: [['09:00', '17:00']], tue: [['09:00', '17:00']], wed: [['09:00', '17:00']] } as const
const warsaw = (hours: object = office, more: object = {}) =>
  compileCalendar({ timeZone: 'Europe/Warsaw', hours, ...more })
const ms = (text: string): number => Temporal.Instant.from(text).epochMilliseconds
const text = (at: number): string => Temporal.Instant.fromEpochMilliseconds(at).toString()
const change = (memberId: string, kind: 'on' | 'off', from: string, to: string): DutyChange => ({
  memberId,
  kind,
  fromMs: ms(from),
  toMs: ms(to),
})
const plan = (rota: object[], changes: DutyChange[] = [], memberIds = ['ana', 'ben', 'cleo'], calendar = warsaw()) =>
  dutyOf({ calendar, memberIds, rota: rota as RotaEntry[], changes })
const shown = (spans: { fromMs: number; toMs: number; memberIds: string[] }[]) =>
  spans.map(({ fromMs, toMs, memberIds }) => [text(fromMs), text(toMs), memberIds.join('+')])

// Monday 23 November 2026 in Warsaw, an hour before UTC.
const MONDAY = ['2026-11-22T23:00:00Z', '2026-11-23T23:00:00Z'] as const

describe('who is on duty on a Monday', () => {
  const shifts = [
    { memberId: 'ana', hours: { mon: [['09:00', '13:00']] } },
    { memberId: 'ben', hours: { mon: [['12:00', '17:00']] } },
  ]
  const cases: [
    what: string,
    rota: object[],
    changes: DutyChange[],
    members: string[] | undefined,
    spans: string[][],
  ][] = [
    [
      'by the rota, together where shifts overlap',
      shifts,
      [],
      undefined,
      [
        ['2026-11-23T08:00:00Z', '2026-11-23T11:00:00Z', 'ana'],
        ['2026-11-23T11:00:00Z', '2026-11-23T12:00:00Z', 'ana+ben'],
        ['2026-11-23T12:00:00Z', '2026-11-23T16:00:00Z', 'ben'],
      ],
    ],
    [
      'nobody while somebody is away: a gap only where the calendar is open',
      shifts,
      [change('ben', 'off', '2026-11-23T06:00:00Z', '2026-11-23T20:00:00Z')],
      undefined,
      [
        ['2026-11-23T08:00:00Z', '2026-11-23T12:00:00Z', 'ana'],
        ['2026-11-23T12:00:00Z', '2026-11-23T16:00:00Z', ''],
      ],
    ],
    [
      'who stands in, also outside opening hours',
      shifts,
      [
        change('ben', 'off', '2026-11-23T11:00:00Z', '2026-11-23T16:00:00Z'),
        change('cleo', 'on', '2026-11-23T12:00:00Z', '2026-11-23T18:00:00Z'),
      ],
      undefined,
      [
        ['2026-11-23T08:00:00Z', '2026-11-23T12:00:00Z', 'ana'],
        ['2026-11-23T12:00:00Z', '2026-11-23T18:00:00Z', 'cleo'],
      ],
    ],
    [
      'on over off, where it was entered later',
      [shifts[0] as object],
      [
        change('ana', 'off', '2026-11-23T00:00:00Z', '2026-11-24T00:00:00Z'),
        change('ana', 'on', '2026-11-23T09:00:00Z', '2026-11-23T10:00:00Z'),
      ],
      undefined,
      [
        ['2026-11-23T08:00:00Z', '2026-11-23T09:00:00Z', ''],
        ['2026-11-23T09:00:00Z', '2026-11-23T10:00:00Z', 'ana'],
        ['2026-11-23T10:00:00Z', '2026-11-23T16:00:00Z', ''],
      ],
    ],
    [
      'off over on, where that was entered later',
      [],
      [
        change('ana', 'on', '2026-11-23T17:00:00Z', '2026-11-23T19:00:00Z'),
        change('ana', 'off', '2026-11-23T18:00:00Z', '2026-11-23T19:00:00Z'),
      ],
      ['ana'],
      [
        ['2026-11-23T08:00:00Z', '2026-11-23T16:00:00Z', 'ana'],
        ['2026-11-23T17:00:00Z', '2026-11-23T18:00:00Z', 'ana'],
      ],
    ],
    [
      'never who is not in the team, whatever rota and changes say',
      shifts,
      [change('dan', 'on', '2026-11-23T08:00:00Z', '2026-11-23T16:00:00Z')],
      ['ben', 'cleo'],
      [
        ['2026-11-23T08:00:00Z', '2026-11-23T11:00:00Z', ''],
        ['2026-11-23T11:00:00Z', '2026-11-23T16:00:00Z', 'ben'],
      ],
    ],
    [
      'everybody while the calendar is open, where the rota has no hours',
      [{ memberId: 'ana', hours: { mon: [], tue: [['09:00', '09:00']] } }],
      [],
      ['ana', 'ben'],
      [['2026-11-23T08:00:00Z', '2026-11-23T16:00:00Z', 'ana+ben']],
    ],
    ['a gap all day in a team without people', [], [], [], [['2026-11-23T08:00:00Z', '2026-11-23T16:00:00Z', '']]],
    [
      'the union of two entries of one member',
      [shifts[0] as object, { memberId: 'ana', hours: { mon: [['15:00', '17:00']] } }],
      [],
      ['ana'],
      [
        ['2026-11-23T08:00:00Z', '2026-11-23T12:00:00Z', 'ana'],
        ['2026-11-23T12:00:00Z', '2026-11-23T14:00:00Z', ''],
        ['2026-11-23T14:00:00Z', '2026-11-23T16:00:00Z', 'ana'],
      ],
    ],
  ]
  it.each(cases)('%s', (_, rota, changes, members, spans) => {
    expect(shown(plan(rota, changes, members).spans(ms(MONDAY[0]), ms(MONDAY[1])))).toEqual(spans)
  })
})

describe('nights and clock changes', () => {
  const night = [{ memberId: 'ana', hours: { sat: [['22:00', '06:00']] } }]

  it('carries a shift over midnight, and cuts it at the ends of what was asked for', () => {
    const duty = plan(night)
    expect(shown(duty.spans(ms('2026-11-28T12:00:00Z'), ms('2026-11-29T12:00:00Z')))).toEqual([
      ['2026-11-28T21:00:00Z', '2026-11-29T05:00:00Z', 'ana'],
    ])
    expect(shown(duty.spans(ms('2026-11-29T00:00:00Z'), ms('2026-11-29T01:00:00Z')))).toEqual([
      ['2026-11-29T00:00:00Z', '2026-11-29T01:00:00Z', 'ana'],
    ])
  })

  it.each([
    ['an hour shorter in spring', '2026-03-28T12:00:00Z', '2026-03-28T21:00:00Z', '2026-03-29T04:00:00Z'],
    ['an hour longer in autumn', '2026-10-24T12:00:00Z', '2026-10-24T20:00:00Z', '2026-10-25T05:00:00Z'],
  ])('is %s', (_, from, start, end) => {
    expect(shown(plan(night).spans(ms(from), ms(from) + 86_400_000))).toEqual([[start, end, 'ana']])
  })

  it('works on holidays by the rota, and rests on them by the calendar', () => {
    const closed = warsaw(office, { holidays: ['2026-11-23'] })
    const byRota = plan([{ memberId: 'ana', hours: { mon: [['09:00', '17:00']] } }], [], ['ana'], closed)
    expect(byRota.at(ms('2026-11-23T10:00:00Z'))).toEqual(['ana'])
    expect(plan([], [], ['ana'], closed).spans(ms(MONDAY[0]), ms(MONDAY[1]))).toEqual([])
  })

  it('shows a calendar that never closes as one gap, and asks nothing beyond the span', () => {
    const day = [['00:00', '24:00']]
    const always = warsaw({ mon: day, tue: day, wed: day, thu: day, fri: day, sat: day, sun: day })
    const spans = plan([], [], [], always).spans(ms(MONDAY[0]), ms(MONDAY[1]))
    expect(shown(spans)).toEqual([[...MONDAY, '']])
  })
})

describe('who is next', () => {
  const rota = [{ memberId: 'ana', hours: { mon: [['09:00', '17:00']] } }]
  it.each([
    ['now, on duty', '2026-11-23T10:00:00Z', [], ['ana', '2026-11-23T10:00:00Z']],
    ['the next shift', '2026-11-23T16:00:00Z', [], ['ana', '2026-11-30T08:00:00Z']],
    [
      'after an absence that begins in a shift',
      '2026-11-29T10:00:00Z',
      [change('ana', 'off', '2026-11-29T00:00:00Z', '2026-11-30T12:00:00Z')],
      ['ana', '2026-11-30T12:00:00Z'],
    ],
    [
      'the week after an absence of a whole shift',
      '2026-11-29T10:00:00Z',
      [change('ana', 'off', '2026-11-29T00:00:00Z', '2026-12-01T00:00:00Z')],
      ['ana', '2026-12-07T08:00:00Z'],
    ],
    [
      'extra duty before the shift',
      '2026-11-28T10:00:00Z',
      [change('ben', 'on', '2026-11-29T00:00:00Z', '2026-11-29T01:00:00Z')],
      ['ben', '2026-11-29T00:00:00Z'],
    ],
  ] as [string, string, DutyChange[], string[]][])('%s', (_, at, changes, [memberId, from]) => {
    const next = plan(rota, changes).next(ms(at))
    expect([next?.memberId, text(next?.atMs ?? 0)]).toEqual([memberId, from])
  })

  it('is nobody where nobody ever is again', () => {
    expect(plan(rota, [], ['ben']).next(ms('2026-11-23T10:00:00Z'))).toBeNull()
    const once = warsaw({}, { overrides: { '2026-11-23': [['09:00', '17:00']] } })
    expect(plan([], [], ['ana'], once).next(ms('2026-11-24T10:00:00Z'))).toBeNull()
    expect(plan([], [], ['ana'], once).spans(ms('2026-11-24T10:00:00Z'), ms('2026-11-25T10:00:00Z'))).toEqual([])
  })
})

describe('whatever the rota', () => {
  const QUARTER = 15 * 60_000
  const START = ms('2026-03-27T00:00:00Z')
  const STEPS = 4 * 24 * 5
  const id = fc.constantFrom('ana', 'ben', 'cleo', 'gone')
  const clock = (top: number) =>
    fc
      .integer({ min: 0, max: top })
      .map((n) => `${String(Math.floor(n / 4)).padStart(2, '0')}:${['00', '15', '30', '45'][n % 4]}`)
  const ranges = fc.array(fc.tuple(clock(95), clock(192)), { maxLength: 2 })
  const week = fc.record({ fri: ranges, sat: ranges, sun: ranges, mon: ranges, tue: ranges }, { requiredKeys: [] })
  const rotas = fc.array(fc.record({ memberId: id, hours: week }), { maxLength: 4 })
  const changes = fc.array(
    fc
      .record({
        memberId: id,
        kind: fc.constantFrom('on' as const, 'off' as const),
        at: fc.integer({ min: -100, max: STEPS }),
        n: fc.integer({ min: 1, max: 200 }),
      })
      .map(
        ({ memberId, kind, at, n }): DutyChange => ({
          memberId,
          kind,
          fromMs: START + at * QUARTER,
          toMs: START + (at + n) * QUARTER,
        }),
      ),
    { maxLength: 5 },
  )
  const calendar = warsaw({ ...office, sat: [['20:00', '04:00']] }, { holidays: ['2026-03-31'] })
  const memberIds = ['cleo', 'ana', 'ben']
  const scenes = fc.record({ rota: rotas, changes })

  it('agrees with a walk in quarters of an hour: spans, gaps and who is next', () => {
    fc.assert(
      fc.property(scenes, fc.integer({ min: 0, max: STEPS }), ({ rota, changes }, ask) => {
        const duty = dutyOf({ calendar, memberIds, rota: rota as RotaEntry[], changes })
        const spans = duty.spans(START, START + STEPS * QUARTER)
        let next: number | null = null
        const wrong: string[] = []
        for (let step = 0; step < STEPS; step++) {
          const at = START + step * QUARTER
          const present = duty.at(at)
          const covering = spans.filter(({ fromMs, toMs }) => fromMs <= at && at < toMs)
          const expected = present.length > 0 || calendar.isOpen(at) ? 1 : 0
          if (covering.length !== expected || present.includes('gone')) wrong.push(text(at))
          if (covering[0] && covering[0].memberIds.join() !== present.join()) wrong.push(text(at))
          if (step >= ask && next === null && present.length > 0) next = at
        }
        expect(wrong).toEqual([])
        const found = duty.next(START + ask * QUARTER)
        if (next !== null) expect(found?.atMs).toBe(next)
        else if (found) expect(found.atMs).toBeGreaterThanOrEqual(START + STEPS * QUARTER)
        if (found) expect(duty.at(found.atMs)).toContain(found.memberId)
        for (const [i, span] of spans.entries()) {
          expect(span.toMs).toBeGreaterThan(span.fromMs)
          const before = spans[i - 1]
          if (before) expect(before.toMs).toBeLessThanOrEqual(span.fromMs)
          if (before?.toMs === span.fromMs) expect(before.memberIds).not.toEqual(span.memberIds)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('is the same however the span is cut', () => {
    fc.assert(
      fc.property(scenes, fc.integer({ min: 1, max: STEPS * 15 - 1 }), ({ rota, changes }, minutes) => {
        const duty = dutyOf({ calendar, memberIds, rota: rota as RotaEntry[], changes })
        const [end, cut] = [START + STEPS * QUARTER, START + minutes * 60_000]
        const pieces = [...duty.spans(START, cut), ...duty.spans(cut, end)]
        const [i] = pieces.flatMap((span, n) => (span.fromMs === cut ? [n] : []))
        const before = i ? pieces[i - 1] : undefined
        if (i && before?.toMs === cut && before.memberIds.join() === pieces[i]?.memberIds.join())
          pieces.splice(i - 1, 2, { ...before, toMs: pieces[i]?.toMs ?? 0 })
        expect(pieces).toEqual(duty.spans(START, end))
      }),
    )
  })
})
