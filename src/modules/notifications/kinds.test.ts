import { describe, expect, it } from 'vitest'
import { INTERNAL_EVENTS, PUBLIC_EVENTS } from '#modules/webhooks'
import { KINDS, RULES, toldOf, USUAL, whenTold } from './kinds.ts'

const now = Temporal.Instant.from('2026-11-26T20:00:00Z')
const morning = Temporal.Instant.from('2026-11-27T07:30:00Z')
const soon = Temporal.Instant.from('2026-11-26T20:01:00Z')
const text = (at: Temporal.Instant | null) => at?.toString() ?? null

describe('when mail and push go out', () => {
  it.each([
    ['at once, by day', { mail: 'at_once', push: true }, null, '2026-11-26T20:02:00Z', '2026-11-26T20:00:00Z'],
    ['at once, at night', { mail: 'at_once', push: true }, morning, '2026-11-27T07:30:00Z', '2026-11-27T07:30:00Z'],
    [
      'a minute before the night ends',
      { mail: 'at_once', push: true },
      soon,
      '2026-11-26T20:02:00Z',
      '2026-11-26T20:01:00Z',
    ],
    ['in the digest', { mail: 'digest', push: false }, null, null, null],
    ['only push', { mail: 'off', push: true }, null, null, '2026-11-26T20:00:00Z'],
    ['not at all', { mail: 'off', push: false }, morning, null, null],
  ] as const)('%s', (_, channels, quietEnds, mailAt, pushAt) => {
    const told = whenTold(channels, now, quietEnds)
    expect([text(told.mailAt), text(told.pushAt)]).toEqual([mailAt, pushAt])
  })
})

describe('who is told', () => {
  it.each([
    ['each once', ['a', 'b', 'a'], { kind: 'system', id: 'clock' }, ['a', 'b']],
    ['nobody of their own deeds', ['a', 'b'], { kind: 'member', id: 'a' }, ['b']],
    ['a customer is no member', ['a'], { kind: 'customer', id: 'a' }, ['a']],
    ['nobody', [], { kind: 'member', id: 'a' }, []],
  ])('%s', (_, concerned, actor, expected) => {
    expect(toldOf(concerned, actor)).toEqual(expected)
  })
})

it('every kind comes from some event that exists, and has a usual way', () => {
  expect(new Set(Object.values(RULES).map(({ kind }) => kind))).toEqual(new Set(KINDS))
  expect(Object.keys(USUAL)).toEqual([...KINDS])
  expect(Object.keys(RULES).filter((type) => !(type in PUBLIC_EVENTS) && !INTERNAL_EVENTS.has(type))).toEqual([])
})

it.each([
  ['request.opened', { ownerId: 'a' }, true],
  ['request.opened', {}, false],
  ['request.changed', { fields: ['subject'] }, false],
  ['request.changed', { fields: ['owner_id'], ownerId: null }, false],
  ['request.changed', { fields: ['owner_id'], ownerId: 'a' }, true],
  ['promise.not_told', { failure: 'no_address' }, false],
  ['promise.not_told', { failure: '550 No such user' }, true],
])('%s with %j may concern somebody: %s', (type, data, expected) => {
  expect(RULES[type]?.when?.(data)).toBe(expected)
})
