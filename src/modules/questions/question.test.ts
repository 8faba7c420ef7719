import { expect, test } from 'vitest'
import { compileCalendar } from '#library/calendar'
import { answerByDefault } from './question.ts'

const day = [['09:00', '17:00']]
const calendar = compileCalendar({
  timeZone: 'UTC',
  hours: { mon: day, tue: day, wed: day, thu: day, fri: day } as never,
  holidays: [],
})
const at = (text: string): number => Date.parse(`2026-11-${text}:00Z`)

// The 26th is a Thursday.
test.each([
  ['a third of six hours left', '26T09:00', '26T15:00', '26T11:00'],
  ['over a night only business time counts', '26T15:00', '27T13:00', '26T17:00'],
  ['at least an hour, although that is a third of less', '26T09:00', '26T10:00', '26T10:00'],
  ['an hour from the next opening, at night', '26T20:00', '26T21:00', '27T10:00'],
  ['what is overdue leaves an hour', '26T12:00', '26T09:00', '26T13:00'],
  ['nothing is promised: four hours', '26T15:00', null, '27T11:00'],
] as const)('%s', (_, now, due, by) => {
  expect(answerByDefault(at(now), due === null ? null : at(due), calendar)).toBe(at(by))
})
