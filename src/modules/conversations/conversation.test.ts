import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answerSubject, dueOf, referencesOf, type Said, threadSubject, waitingSince } from './conversation.ts'

const at = (hour: number) => Temporal.Instant.from('2026-11-26T00:00:00Z').add({ minutes: hour * 60 })
const said = (direction: Said['direction'], hour: number, over: Partial<Said> = {}): Said => ({
  direction,
  automatic: false,
  byMember: direction !== 'in',
  state: direction === 'in' ? 'received' : 'sent',
  at: at(hour),
  ...over,
})

describe('since when a customer waits', () => {
  test.each<[string, Said[], number | null]>([
    ['nothing was said', [], null],
    ['a message', [said('in', 1)], 1],
    ['three in a row: the first', [said('in', 1), said('in', 2), said('in', 3)], 1],
    ['answered', [said('in', 1), said('out', 2)], null],
    ['answered, and said more', [said('in', 1), said('out', 2), said('in', 3), said('in', 4)], 3],
    ['the answer still goes out', [said('in', 1), said('out', 2, { state: 'queued' })], null],
    ['the answer was taken back', [said('in', 1), said('out', 2, { state: 'cancelled' })], 1],
    ['the answer could not be sent', [said('in', 1), said('out', 2, { state: 'failed' })], 1],
    ['no mail leaves the house', [said('in', 1), said('out', 2, { state: 'held' })], 1],
    ['a note of a colleague', [said('in', 1), said('note', 2)], 1],
    ['a notice that a rule sent', [said('in', 1), said('out', 2, { byMember: false })], 1],
    ['an out-of-office note', [said('out', 1), said('in', 2, { automatic: true })], null],
    ['told on the telephone', [said('in', 1), said('out', 2, { state: 'written' })], null],
    ['read in another order', [said('out', 2), said('in', 1)], null],
  ])('%s', (_, messages, hour) => {
    expect(waitingSince(messages)).toEqual(hour === null ? null : at(hour))
  })

  test('the order in which they are read changes nothing, and a last answer ends every wait', () => {
    const any = fc.record({
      direction: fc.constantFrom('in' as const, 'out' as const, 'note' as const),
      automatic: fc.boolean(),
      byMember: fc.boolean(),
      state: fc.constantFrom('queued', 'sent', 'failed', 'cancelled', 'received', 'written'),
    })
    fc.assert(
      fc.property(fc.array(any, { maxLength: 12 }), fc.nat(), (rows, turn) => {
        const messages = rows.map((row, i) => ({ ...row, at: at(i) }))
        const turned = messages.map((_, i) => messages[(i + turn) % messages.length] as Said)
        expect(waitingSince(turned)).toEqual(waitingSince(messages))
        expect(waitingSince([...messages, said('out', 99)])).toBeNull()
      }),
    )
  })
})

test('what was promised counts, else a day', () => {
  expect(dueOf(at(1), at(5))).toEqual(at(5))
  expect(dueOf(at(1), null)).toEqual(at(25))
  expect(dueOf(null, at(5))).toBeNull()
})

test.each([
  ['Re: Boiler', 'Boiler'],
  ['RE: Re[2]: AW: Boiler', 'Boiler'],
  ['Odp: Kocioł', 'Kocioł'],
  ['RES: Caldeira', 'Caldeira'],
  ['Отв: Котёл', 'Котёл'],
  ['Fwd: Re: Caldera', 'Caldera'],
  ['Regards: yours', 'Regards: yours'],
  ['Re:', ''],
])('%s is about %s', (subject, about) => {
  expect(threadSubject(subject)).toBe(about)
})

test('an answer says so once', () => {
  expect(answerSubject('Boiler')).toBe('Re: Boiler')
  expect(answerSubject('RE: Boiler')).toBe('RE: Boiler')
})

test('references begin with the thread and end with what is answered, and do not grow for ever', () => {
  const many = Array.from({ length: 60 }, (_, i) => `${i}@x`)
  expect(referencesOf(['a@x', 'b@x'], 'c@x')).toEqual(['a@x', 'b@x', 'c@x'])
  expect(referencesOf(['a@x', 'b@x'], 'b@x')).toEqual(['a@x', 'b@x'])
  expect(referencesOf(many, 'z@x')).toHaveLength(20)
  expect(referencesOf(many, 'z@x').at(0)).toBe('0@x')
  expect(referencesOf(many, 'z@x').at(-1)).toBe('z@x')
})
