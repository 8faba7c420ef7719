import { describe, expect, it } from 'vitest'
import { datesBetween, dayLooks, weekdayOf, weeksOf } from './days.ts'
import {
  changesBetween,
  type Draft,
  groupsOf,
  hasChanges,
  importChanges,
  inputOf,
  merge,
  mistakeIn,
  movesClocks,
} from './draft.ts'

const base: Draft = {
  name: 'Shop',
  timeZone: 'Europe/Warsaw',
  country: 'PL',
  region: '',
  hours: { mon: [['09:00', '17:00']], tue: [['09:00', '17:00']], fri: [['22:00', '06:00']] },
  holidays: [
    { date: '2026-12-25', name: 'Christmas' },
    { date: '2026-12-26', name: 'Second day' },
  ],
  overrides: { '2026-12-24': [['09:00', '12:00']] },
  isDefault: false,
}
const draft = (over: Partial<Draft>): Draft => ({ ...base, ...over })
const fair = { date: '2026-12-01', name: 'Fair' }

describe('what differs', () => {
  it('is nothing in the same hours, however they are kept', () => {
    const same = draft({ hours: { ...base.hours, wed: [] }, holidays: [...base.holidays] })
    expect(hasChanges(changesBetween(base, same))).toBe(false)
    expect(inputOf('x', base, same)).toEqual({ id: 'x' })
  })

  it('is named, and only that is sent', () => {
    const after = draft({
      name: ' Store ',
      hours: { ...base.hours, tue: [], wed: [['10:00', '12:00']] },
      holidays: [fair, ...base.holidays.slice(1)],
      overrides: { '2026-12-31': [] },
    })
    const changes = changesBetween(base, after)
    expect(changes).toMatchObject({ name: true, timeZone: false, days: ['tue', 'wed'], added: [fair] })
    expect(changes.removed.map(({ date }) => date)).toEqual(['2026-12-25'])
    expect(changes.exceptions).toEqual(['2026-12-24', '2026-12-31'])
    expect(movesClocks(changes)).toBe(true)
    expect(inputOf('x', base, after)).toEqual({
      ...{ id: 'x', name: 'Store', hours: after.hours, overrides: after.overrides },
      holidays: [fair, { date: '2026-12-26', name: 'Second day' }],
    })
  })

  it('moves no clock where it is only a name', () => {
    expect(movesClocks(changesBetween(base, draft({ name: 'Store', isDefault: true })))).toBe(false)
  })

  it('sends the holidays with another country, so that the chosen ones stay', () => {
    expect(inputOf('x', base, draft({ country: 'DE', region: 'BY' }))).toEqual({
      ...{ id: 'x', country: 'DE', region: 'BY', holidays: base.holidays },
    })
    expect(inputOf('x', base, draft({ country: '' }))).toMatchObject({ country: null, region: null })
  })
})

describe('where a colleague saved first', () => {
  it('mine and theirs come together', () => {
    const mine = draft({
      hours: { ...base.hours, mon: [['10:00', '17:00']] },
      holidays: [fair, ...base.holidays.slice(1)],
      overrides: {},
    })
    const theirs = draft({
      name: 'Store',
      hours: { ...base.hours, mon: [['08:00', '17:00']], wed: [['09:00', '12:00']] },
      holidays: [...base.holidays, { date: '2027-01-01', name: 'New Year' }],
      overrides: { ...base.overrides, '2026-12-31': [] },
    })
    expect(merge(base, mine, theirs)).toEqual({
      ...theirs,
      hours: { ...theirs.hours, mon: [['10:00', '17:00']] },
      holidays: [fair, base.holidays[1], { date: '2027-01-01', name: 'New Year' }],
      overrides: { '2026-12-31': [] },
    })
  })

  it('is theirs where I changed nothing, and mine where they did not', () => {
    const theirs = draft({ name: 'Store', hours: {} })
    expect(merge(base, base, theirs)).toEqual(theirs)
    const mine = draft({ timeZone: 'Europe/London', country: '', holidays: [] })
    expect(merge(base, mine, base)).toEqual(mine)
  })
})

describe('a mistake', () => {
  it.each([
    [null, {}],
    ['name', { name: ' ' }],
    ['times', { hours: { mon: [['09:00', '']] } }],
    ['times', { overrides: { '2026-12-24': [['9', '12:00']] } }],
    ['never', { hours: { mon: [] }, overrides: {} }],
    ['never', { hours: { mon: [['09:00', '09:00']] }, overrides: {} }],
    [null, { hours: {} }],
  ] as [string | null, Partial<Draft>][])('%s', (mistake, over) => expect(mistakeIn(draft(over))).toBe(mistake))
})

describe('another list of holidays', () => {
  const list = (...dates: string[]) => dates.map((date) => ({ date, name: `H${date.slice(5)}` }))
  it('adds what is missing, removes what is only on the old list, keeps what is the firm’s own', () => {
    const present = [...list('2026-01-06', '2026-12-25', '2026-12-26'), fair]
    const { added, removed, kept } = importChanges(
      present,
      list('2026-01-06', '2026-12-25', '2026-12-26'),
      list('2026-12-25', '2027-01-06', '2025-05-01'),
      '2026-11-26',
    )
    expect(added.map(({ date }) => date)).toEqual(['2027-01-06'])
    expect(removed.map(({ date }) => date)).toEqual(['2026-12-26'])
    expect(kept).toBe(2)
  })

  it('is shown by name', () => {
    const days = [{ date: '2027-12-25', name: 'Christmas' }, fair, { date: '2026-12-25', name: 'Christmas' }]
    expect(groupsOf(days)).toEqual([
      { name: 'Fair', dates: ['2026-12-01'] },
      { name: 'Christmas', dates: ['2026-12-25', '2027-12-25'] },
    ])
  })
})

describe('a date', () => {
  const look = dayLooks({
    ...base,
    overrides: { ...base.overrides, '2026-12-26': [['10:00', '11:00']], '2026-12-28': [] },
  })
  it.each([
    ['2026-12-21', 'usual', true],
    ['2026-12-23', 'usual', false],
    // Saturday has only the tail of Friday's shift: nothing is written on it.
    ['2026-12-19', 'usual', false],
    ['2026-12-24', 'exception', true],
    ['2026-12-25', 'holiday', false],
    ['2026-12-26', 'exception', true],
    ['2026-12-28', 'exception', false],
  ])('%s is %s, open: %s', (date, kind, open) => expect(look(date)).toMatchObject({ date, kind, open }))

  it('lies in a week that begins where the reader’s does', () => {
    expect(weekdayOf('2026-11-26')).toBe(3)
    const monday = weeksOf(2026, 10, 0)
    expect(monday[0]).toEqual([null, null, null, null, null, null, '2026-11-01'])
    expect(monday.at(-1)).toEqual(['2026-11-30', null, null, null, null, null, null])
    expect(weeksOf(2026, 10, 6)[0]?.[0]).toBe('2026-11-01')
    expect(weeksOf(2028, 1, 0).flat().filter(Boolean)).toHaveLength(29)
    expect(datesBetween('2026-12-30', '2027-01-02')).toEqual(['2026-12-30', '2026-12-31', '2027-01-01', '2027-01-02'])
  })
})
