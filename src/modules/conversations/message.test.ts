import { expect, test } from 'vitest'
import { nextAttemptAt, putLink, withoutMarker } from './message.ts'

const now = Temporal.Instant.from('2026-11-26T09:00:00Z')

test('attempts go on for about four hours, and then stop', () => {
  let seconds = 0
  let attempts = 1
  for (let at = nextAttemptAt(attempts, now); at !== null; at = nextAttemptAt(++attempts, now))
    seconds += at.since(now).total('seconds')
  expect(attempts).toBe(8)
  expect(seconds / 3600).toBeGreaterThan(3.5)
  expect(seconds / 3600).toBeLessThan(4.5)
})

test('only our own marker becomes a link', () => {
  expect(putLink('a {link} b {link}?answer=accepted', 'https://x')).toBe('a https://x b https://x?answer=accepted')
  expect(putLink(withoutMarker('I write {link} myself'), 'https://x')).toBe('I write { link } myself')
})
