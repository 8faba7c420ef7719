import { expect, test } from 'vitest'
import { idsTouched, patched } from './steady-list.ts'

const event = (subject: string, about = subject) => ({ type: 'x.changed', subject, about })

test('what events are of or about, of one kind', () => {
  const events = [event('request:1'), event('promise:2', 'request:3'), event('customer:4'), event('requests:5')]
  expect([...idsTouched('request', events)]).toEqual(['1', '3'])
  expect([...idsTouched('promise', events)]).toEqual(['2'])
})

test('replaced rows keep their places, and pages without any stay the same object', () => {
  const [first, second] = [
    {
      items: [
        { id: 'a', n: 1 },
        { id: 'b', n: 1 },
      ],
      nextCursor: 'c',
    },
    { items: [{ id: 'c', n: 1 }], nextCursor: null },
  ]
  const next = patched(
    [first, second],
    new Map([
      ['b', { id: 'b', n: 2 }],
      ['z', { id: 'z', n: 2 }],
    ]),
  )
  expect(next[0]?.items).toEqual([
    { id: 'a', n: 1 },
    { id: 'b', n: 2 },
  ])
  expect(next[1]).toBe(second)
})
