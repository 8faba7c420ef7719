import { expect, test } from 'vitest'
import { searchOf } from './search.ts'

test.each([
  [undefined, { terms: null, email: null }],
  ['   ', { terms: null, email: null }],
  ['Ana', { terms: "'ana':*", email: 'ana%' }],
  [' ana  RUI ', { terms: "'ana':* & 'rui':*", email: 'ana  rui%' }],
  ["o'brien", { terms: "'o brien':*", email: "o'brien%" }],
  ['100%_\\', { terms: "'100%_ ':*", email: '100\\%\\_\\\\%' }],
  ['& | !', { terms: '', email: '& | !%' }],
  ['Ольга', { terms: "'ольга':*", email: 'ольга%' }],
])('%j', (typed, search) => {
  expect(searchOf(typed)).toEqual(search)
})
