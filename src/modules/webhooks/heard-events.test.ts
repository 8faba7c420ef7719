import { expect, it } from 'vitest'
import { hears, INTERNAL_EVENTS, isPattern, PUBLIC_EVENTS } from './heard-events.ts'

it.each([
  [[], 'promise.kept', true],
  [[], 'session.started', false],
  [[], 'webhook.changed', false],
  [['promise.kept'], 'promise.kept', true],
  [['promise.kept'], 'promise.broken', false],
  [['promise.*'], 'promise.broken', true],
  [['promise.*'], 'promise.imported', false],
  [['request.*', 'promise.kept'], 'request.opened', true],
  [['request.*'], 'promise.kept', false],
])('who asks for %j hears %s: %s', (patterns, type, expected) => {
  expect(hears(patterns, type)).toBe(expected)
})

it.each([
  ['promise.kept', true],
  ['promise.*', true],
  ['*', false],
  ['session.*', false],
  ['session.started', false],
  ['promise', false],
  ['toString', false],
])('%s may be asked for: %s', (text, expected) => {
  expect(isPattern(text)).toBe(expected)
})

it('no type is both public and internal', () => {
  expect(Object.keys(PUBLIC_EVENTS).filter((type) => INTERNAL_EVENTS.has(type))).toEqual([])
})
