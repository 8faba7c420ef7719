import { expect, test } from 'vitest'
import { searchOf } from './search.ts'

test.each([
  [undefined, [], null],
  ['   ', [], null],
  ['Ana', ['ana'], null],
  [' ana  RUI ', ['ana', 'rui'], null],
  ["O'Brien", ['o', 'brien'], null],
  ['ana@ruiz.example', ['ana', 'ruiz', 'example'], null],
  ['& | !', [], null],
  ['Ольга', ['ольга'], null],
  ['+34 600-123 456', ['34', '600', '123', '456'], '34600123456'],
  ['0034 600', ['0034', '600'], '34600'],
  ['12', ['12'], null],
  ['Flat 1234', ['flat', '1234'], null],
])('%j', (typed, words, digits) => {
  expect(searchOf(typed)).toEqual({ words, digits })
})
