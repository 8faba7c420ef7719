import { expect, it } from 'vitest'
import { chooseKind, chooseType, isChosen } from './event-patterns.ts'

const all = ['wait.started', 'wait.ended']

it.each([
  ['a kind', chooseKind(['wait.started', 'promise.kept'], 'wait', true), ['promise.kept', 'wait.*']],
  ['nothing of a kind', chooseKind(['wait.*', 'promise.kept'], 'wait', false), ['promise.kept']],
  ['one type', chooseType([], 'wait.started', true, all), ['wait.started']],
  ['the last type makes the kind', chooseType(['wait.started'], 'wait.ended', true, all), ['wait.*']],
  [
    'one type less of a kind',
    chooseType(['wait.*', 'promise.*'], 'wait.ended', false, all),
    ['promise.*', 'wait.started'],
  ],
  ['the only type less', chooseType(['wait.started'], 'wait.started', false, all), []],
])('%s', (_, chosen, expected) => {
  expect(chosen).toEqual(expected)
})

it('a kind holds its types', () => {
  expect(isChosen(['wait.*'], 'wait.started')).toBe(true)
  expect(isChosen(['wait.ended'], 'wait.started')).toBe(false)
})
