import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  barsOf,
  dayMinutes,
  endsNextDay,
  isOpenAt,
  isRange,
  paint,
  type Range,
  rangeOf,
  type Stretch,
  stepMinutes,
  stretchOf,
  timeTyped,
  type WeekHours,
  weekdays,
} from './week-paint.ts'

const h = (hours: number): number => hours * 60
const part = (from: number, to: number): Stretch => ({ from: h(from), to: h(to) })

describe('hours as they are written', () => {
  const cases: [Range, Stretch | null, boolean][] = [
    [['09:00', '17:00'], part(9, 17), false],
    [['00:00', '24:00'], part(0, 24), false],
    [['22:00', '06:00'], part(22, 30), true],
    [['22:00', '30:00'], part(22, 30), true],
    [['10:00', '36:00'], part(10, 36), true],
    [['00:00', '48:00'], part(0, 48), true],
    [['09:00', '09:00'], null, false],
    [['09:00', ''], null, false],
    [['24:00', '25:00'], null, false],
    [['09:00', '48:15'], null, false],
  ]
  it.each(cases)('%s', (range, stretch, next) => {
    expect(stretchOf(range)).toEqual(stretch)
    expect(endsNextDay(range)).toBe(next)
    if (stretch) expect(stretchOf(rangeOf(stretch))).toEqual(stretch)
  })

  it('end over midnight by the clock where it tells, by hours above 24 where not', () => {
    expect(rangeOf(part(22, 30))).toEqual(['22:00', '06:00'])
    expect(rangeOf(part(10, 34))).toEqual(['10:00', '34:00'])
    expect(rangeOf(part(10, 36))).toEqual(['10:00', '36:00'])
    expect(rangeOf(part(9, 24))).toEqual(['09:00', '24:00'])
  })
})

describe('painting', () => {
  const office: WeekHours = {
    mon: [
      ['09:00', '12:30'],
      ['13:30', '18:00'],
    ],
    fri: [['22:00', '06:00']],
  }
  const cases: [string, WeekHours, [number, number], Stretch, boolean, WeekHours][] = [
    ['a closed day', {}, [2, 2], part(9, 17), true, { wed: [['09:00', '17:00']] }],
    [
      'several days, dragged upwards',
      {},
      [1, 0],
      part(9, 10),
      true,
      { mon: [['09:00', '10:00']], tue: [['09:00', '10:00']] },
    ],
    [
      'what touches grows together',
      { mon: [['09:00', '12:00']] },
      [0, 0],
      part(12, 14),
      true,
      { mon: [['09:00', '14:00']] },
    ],
    ['a break', office, [0, 0], { from: 750, to: 810 }, true, { ...office, mon: [['09:00', '18:00']] }],
    [
      'apart from the others',
      { mon: [['09:05', '09:50']] },
      [0, 0],
      part(12, 13),
      true,
      {
        mon: [
          ['09:05', '09:50'],
          ['12:00', '13:00'],
        ],
      },
    ],
    [
      'what is open stays as it is',
      { mon: [['09:05', '17:55']] },
      [0, 0],
      part(10, 11),
      true,
      { mon: [['09:05', '17:55']] },
    ],
    [
      'beside a shift from the day before',
      { fri: [['22:00', '06:00']] },
      [5, 5],
      part(4, 8),
      true,
      { fri: [['22:00', '06:00']], sat: [['06:00', '08:00']] },
    ],
    ['up to midnight', {}, [0, 0], part(20, 24), true, { mon: [['20:00', '24:00']] }],
    [
      'a hole',
      { mon: [['09:00', '17:00']] },
      [0, 0],
      part(12, 13),
      false,
      {
        mon: [
          ['09:00', '12:00'],
          ['13:00', '17:00'],
        ],
      },
    ],
    ['all of a day', office, [0, 0], part(0, 24), false, { ...office, mon: [] }],
    [
      'the end of a shift after midnight',
      { fri: [['22:00', '06:00']] },
      [5, 5],
      part(4, 24),
      false,
      { fri: [['22:00', '04:00']], sat: [] },
    ],
    [
      'a hole in a shift after midnight',
      { fri: [['22:00', '06:00']] },
      [5, 5],
      part(2, 3),
      false,
      { fri: [['22:00', '02:00']], sat: [['03:00', '06:00']] },
    ],
    [
      'the beginning of a shift, before midnight',
      { fri: [['22:00', '06:00']] },
      [4, 4],
      part(21, 24),
      false,
      { fri: [], sat: [['00:00', '06:00']] },
    ],
    [
      'Sunday night into Monday',
      { sun: [['23:00', '02:00']] },
      [0, 0],
      part(1, 2),
      false,
      { mon: [], sun: [['23:00', '01:00']] },
    ],
    [
      'where nothing is open',
      { mon: [['09:05', '10:00']] },
      [0, 0],
      part(12, 13),
      false,
      { mon: [['09:05', '10:00']] },
    ],
  ]
  it.each(cases)('%s', (_, week, days, stretch, opens, expected) => {
    expect(paint(week, days, stretch, opens)).toEqual(expected)
  })

  const minute = fc.integer({ min: 0, max: dayMinutes / stepMinutes - 1 }).map((n) => n * stepMinutes)
  const stroke = fc.record({
    days: fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 })),
    part: fc.tuple(minute, minute).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) + stepMinutes })),
    opens: fc.boolean(),
  })
  const written = fc
    .tuple(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 1, max: 1440 }))
    .map(([from, length]) => rangeOf({ from, to: from + length }))
  const week = fc
    .array(fc.array(written, { maxLength: 3 }), { minLength: 7, maxLength: 7 })
    .map((days) => Object.fromEntries(weekdays.map((day, at) => [day, days[at] ?? []])) as WeekHours)

  it('makes just the painted cells open or closed, and hours that the API takes', () => {
    fc.assert(
      fc.property(week, fc.array(stroke, { minLength: 1, maxLength: 4 }), (start, strokes) => {
        let painted = start
        for (const { days, part: stretch, opens } of strokes) {
          const before = painted
          painted = paint(painted, days, stretch, opens)
          const [first, last] = [Math.min(...days), Math.max(...days)]
          for (let day = 0; day < 7; day++)
            for (let cell = 0; cell < dayMinutes; cell += 7) {
              const within = day >= first && day <= last && cell >= stretch.from && cell < stretch.to
              expect(isOpenAt(painted, day, cell)).toBe(within ? opens : isOpenAt(before, day, cell))
            }
        }
        for (const day of weekdays) for (const range of painted[day] ?? []) expect(isRange(range)).toBe(true)
      }),
      { numRuns: 25 },
    )
  })
})

it('a day is drawn from midnight to midnight', () => {
  const night: WeekHours = { mon: [['22:00', '06:00']], tue: [['05:00', '07:00']] }
  expect(barsOf(night, 0)).toEqual([{ ...part(22, 24), tail: false }])
  expect(barsOf(night, 1)).toEqual([
    { ...part(0, 6), tail: true },
    { ...part(5, 7), tail: false },
  ])
})

describe('a time as it is typed', () => {
  it.each([
    ['9', '09:00'],
    ['09', '09:00'],
    ['930', '09:30'],
    ['0930', '09:30'],
    ['9:30', '09:30'],
    ['9.30', '09:30'],
    ['9h30', '09:30'],
    ['9h', '09:00'],
    ['17 45', '17:45'],
    [' 23:59 ', '23:59'],
    ['5pm', '17:00'],
    ['5:30 PM', '17:30'],
    ['12am', '00:00'],
    ['12 p.m.', '12:00'],
    ['9:5', '09:05'],
  ])('%s', (text, time) => {
    expect(timeTyped(text, 23)).toBe(time)
    expect(timeTyped(text, 48)).toBe(time)
  })

  it.each(['', 'noon', '9:60', '13pm', '0pm', '-1', '9:300', '99'])('%s is none', (text) => {
    expect(timeTyped(text, 48)).toBe(null)
  })

  it('ends later than it may begin', () => {
    for (const time of ['24:00', '26:30', '48:00']) {
      expect(timeTyped(time, 23)).toBe(null)
      expect(timeTyped(time, 48)).toBe(time)
    }
    expect(timeTyped('48:15', 48)).toBe(null)
  })
})
