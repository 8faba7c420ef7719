import { expect, test } from 'vitest'
import { barsOf, hoursAWeek, rotaOf, shiftsOf } from './rota-week.ts'

const rounded = (bars: { from: number; to: number }[]) => bars.map(({ from, to }) => [from * 24, to * 24])

test.each([
  ['a day', { mon: [['09:00', '17:00']] }, 0, [[9, 17]]],
  ['a shift over midnight, on its own day', { mon: [['22:00', '06:00']] }, 0, [[22, 24]]],
  ['and on the next', { mon: [['22:00', '06:00']] }, 1, [[0, 6]]],
  ['from Sunday into Monday', { sun: [['22:00', '30:00']] }, 0, [[0, 6]]],
  ['a whole day', { wed: [['00:00', '24:00']] }, 2, [[0, 24]]],
  ['nothing while a time is being typed', { mon: [['09:00', '1']] }, 0, []],
  ['nothing where it begins and ends at once', { mon: [['09:00', '09:00']] }, 0, []],
] as const)('bars of %s', (_, hours, index, bars) => {
  expect(rounded(barsOf(hours)[index] ?? [])).toEqual(bars)
})

test('hours of a week count overlaps once', () => {
  expect(hoursAWeek({})).toBe(0)
  expect(
    hoursAWeek({
      mon: [
        ['09:00', '13:00'],
        ['12:00', '17:30'],
      ],
      sun: [['20:00', '02:00']],
    }),
  ).toBe(14.5)
})

test('members and rota become shifts and back', () => {
  const rota = [
    { memberId: 'b', hours: { mon: [['09:00', '12:00'] as const] } },
    { memberId: 'b', hours: { mon: [['13:00', '17:00'] as const] } },
    { memberId: 'gone', hours: { mon: [['09:00', '12:00'] as const] } },
  ]
  const shifts = shiftsOf(['a', 'b'], rota)
  expect(shifts).toEqual([
    {
      memberId: 'b',
      hours: {
        mon: [
          ['09:00', '12:00'],
          ['13:00', '17:00'],
        ],
      },
    },
    { memberId: 'a', hours: {} },
  ])
  expect(rotaOf(shifts)).toEqual([shifts[0]])
  expect(rotaOf([{ memberId: 'a', hours: { tue: [] } }])).toEqual([])
})
