import { describe, expect, test } from 'vitest'
import { promiseToSay, toHearBy } from './promise-to-say.ts'

type Promised = Parameters<typeof promiseToSay>[0][number]
const promise = (kind: Promised['kind'], state: Promised['state'], day = 1): Promised => ({
  ...{ kind, state, dueAt: `2026-12-0${day}T10:00:00Z` },
})

describe('the promise that a text means', () => {
  test.each([
    [
      'what is to be done, before what is to be told',
      [promise('completion', 'open'), promise('next_update', 'open')],
      0,
    ],
    ['the newest that stands', [promise('completion', 'open'), promise('arrival', 'proposed')], 1],
    [
      'what is to be told, where nothing else stands',
      [promise('completion', 'kept'), promise('next_reply', 'open')],
      1,
    ],
    [
      'the newest of what was to be done, where nothing stands',
      [promise('completion', 'kept'), promise('next_reply', 'kept')],
      0,
    ],
    ['none', [], -1],
  ] as const)('is %s', (_, promises, at) =>
    expect(promiseToSay(promises as readonly Promised[])).toBe(promises.at(at >= 0 ? at : promises.length)),
  )
})

test('the customer hears of us by the first of such dates', () => {
  const all = [promise('next_update', 'open', 3), promise('callback', 'open', 2), promise('first_reply', 'kept', 1)]
  expect(toHearBy(all)).toBe(all[1])
  expect(toHearBy([promise('completion', 'open')])).toBeUndefined()
})
