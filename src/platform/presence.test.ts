import { expect, test } from 'vitest'
import { stoppedClock } from '#platform/clock'
import { createPresence, type Presence } from './presence.ts'
import type { Signals } from './signals.ts'

const ORG = 'o1'
const PLACE = 'conversation:1'

/** Two processes: what one sends the other hears. */
function twoProcesses() {
  const clock = stoppedClock('2026-11-26T09:00:00Z')
  const hear: ((payload: string) => void)[] = []
  const signals = (own: number): Signals => ({
    send: (payload) => hear[1 - own]?.(payload),
    hear: (listener) => {
      hear[own] = listener
    },
    open: () => {},
    close: async () => {},
  })
  const books = [0, 1].map((own) => createPresence(signals(own), () => clock.now())) as [
    ReturnType<typeof createPresence>,
    ReturnType<typeof createPresence>,
  ]
  return { clock, books, spoil: () => hear[0]?.('{"orgId":1'), foreign: () => hear[0]?.('{"orgId":"o1"}') }
}

test('who is there is known in both processes, until they leave', () => {
  const { books } = twoProcesses()
  const heard: Presence[] = []
  books[1].subscribe(ORG, (now) => heard.push(now))
  books[0].say(ORG, PLACE, 'ana', 'viewing')
  books[0].say(ORG, PLACE, 'ana', 'viewing')
  books[0].say(ORG, PLACE, 'ana', 'writing')
  expect(books[1].at(ORG, PLACE)).toEqual([{ memberId: 'ana', doing: 'writing' }])
  books[0].say(ORG, PLACE, 'ana', null)
  expect(books[0].at(ORG, PLACE)).toEqual([])
  expect(heard.map(({ here }) => here.map(({ doing }) => doing))).toEqual([['viewing'], ['writing'], []])
})

test('who does not say it again has left', () => {
  const { books, clock } = twoProcesses()
  books[0].say(ORG, PLACE, 'ana', 'writing')
  clock.advance({ seconds: 44 })
  books[0].say(ORG, PLACE, 'bo', 'viewing')
  expect(books[1].at(ORG, PLACE).map(({ memberId }) => memberId)).toEqual(['ana', 'bo'])
  clock.advance({ seconds: 2 })
  expect(books[1].at(ORG, PLACE).map(({ memberId }) => memberId)).toEqual(['bo'])
})

test('who begins to listen hears who is there, and afterwards that they have left without a word', () => {
  const { books, clock } = twoProcesses()
  const heard: string[] = []
  books[0].say(ORG, PLACE, 'ana', 'writing')
  books[1].subscribe(ORG, ({ place, here }) => heard.push(`${place} ${here.map(({ memberId }) => memberId).join()}`))
  expect(heard).toEqual([`${PLACE} ana`])
  clock.advance({ seconds: 50 })
  books[0].say(ORG, 'conversation:2', 'bo', 'viewing')
  expect(heard).toEqual([`${PLACE} ana`, 'conversation:2 bo', `${PLACE} `])
})

test('of another organization or place nothing is told', () => {
  const { books } = twoProcesses()
  const heard: Presence[] = []
  const leave = books[0].subscribe('o2', (now) => heard.push(now))
  books[1].say(ORG, PLACE, 'ana', 'viewing')
  expect([heard, books[0].at('o2', PLACE), books[0].at(ORG, 'conversation:2')]).toEqual([[], [], []])
  leave()
})

test('what is no message is passed over', () => {
  const { books, spoil, foreign } = twoProcesses()
  spoil()
  foreign()
  expect(books[0].at(ORG, PLACE)).toEqual([])
})
