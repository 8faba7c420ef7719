import { describe, expect, it } from 'vitest'
import { changesOf, type Decided, decide, feedWindow } from './feed.ts'

const today = '2026-11-26'
const day = (date: string, name = 'Fair') => ({ date, name })
const decided = (date: string, taken: boolean, name = 'Fair'): Decided => ({ date, name, taken })

describe('what a feed proposes', () => {
  const cases: [string, ReturnType<typeof day>[], ReturnType<typeof day>[], Decided[], string[], string[]][] = [
    ['a new day', [day('2026-12-24')], [], [], ['2026-12-24'], []],
    ['a day that is closed already', [day('2026-12-24')], [day('2026-12-24', 'Christmas Eve')], [], [], []],
    ['a day of the past', [day('2026-11-25')], [], [], [], []],
    ['today', [day(today)], [], [], [today], []],
    ['a day that was left out', [day('2026-12-24')], [], [decided('2026-12-24', false)], [], []],
    ['a day that was taken and then opened by hand', [day('2026-12-24')], [], [decided('2026-12-24', true)], [], []],
    [
      'another entry on a day that was left out',
      [day('2026-12-24', 'Strike')],
      [],
      [decided('2026-12-24', false)],
      ['2026-12-24'],
      [],
    ],
    ['a taken day that is gone', [], [day('2026-12-24')], [decided('2026-12-24', true)], [], ['2026-12-24']],
    [
      'a taken day that is gone, renamed by hand',
      [],
      [day('2026-12-24', 'Ours')],
      [decided('2026-12-24', true)],
      [],
      [],
    ],
    ['a day that was never its own', [], [day('2026-12-24')], [], [], []],
    ['a taken day that is gone and over', [], [day('2026-11-01')], [decided('2026-11-01', true)], [], []],
  ]
  it.each(cases)('%s', (_, found, holidays, known, add, remove) => {
    const changes = changesOf(found, holidays, known, today)
    expect([changes.add.map(({ date }) => date), changes.remove.map(({ date }) => date)]).toEqual([add, remove])
  })
})

describe('a decision', () => {
  it('takes what is chosen, leaves the rest, and neither is proposed again', () => {
    const holidays = [day('2026-11-01', 'All Saints'), day('2026-12-31', 'Old')]
    const known = [decided('2026-12-31', true, 'Old'), decided('2026-11-01', true, 'All Saints')]
    const found = [day('2026-12-24'), day('2026-12-27', 'Stocktaking')]
    const changes = changesOf(found, holidays, known, today)
    expect(changes).toEqual({ add: found, remove: [day('2026-12-31', 'Old')] })
    const after = decide(changes, new Set(['2026-12-24', '2026-12-31', '2030-01-01']), holidays, known, today)
    expect(after).toEqual({
      holidays: [day('2026-11-01', 'All Saints'), day('2026-12-24')],
      decided: [decided('2026-12-24', true), decided('2026-12-27', false, 'Stocktaking')],
    })
    expect(changesOf(found, after.holidays, after.decided, today)).toEqual({ add: [], remove: [] })
  })

  it('that leaves a gone day closed makes it the firm’s own', () => {
    const holidays = [day('2026-12-31', 'Old')]
    const known = [decided('2026-12-31', true, 'Old')]
    const after = decide({ add: [], remove: holidays }, new Set(), holidays, known, today)
    expect(after).toEqual({ holidays, decided: [] })
    expect(changesOf([], after.holidays, after.decided, today)).toEqual({ add: [], remove: [] })
  })
})

it('is read from today where the calendar is, for ten years', () => {
  const now = Temporal.Instant.from('2026-12-31T23:30:00Z')
  expect(feedWindow(now, 'Europe/Warsaw')).toEqual({ from: '2027-01-01', until: '2037-12-31' })
  expect(feedWindow(now, 'America/Lima')).toEqual({ from: '2026-12-31', until: '2036-12-31' })
})
