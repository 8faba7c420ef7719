import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addressFor, lookIn, sameLook } from './look.ts'

test('an address says how a list is looked at; what is open beside it does not count', () => {
  expect(
    lookIn({
      view: 'closed',
      owner: 'me',
      q: '',
      order: 'oldest',
      columns: 'status,owner',
      density: 'compact',
      new: 'request',
      saved: 'x',
    }),
  ).toEqual({
    filters: { view: 'closed', owner: 'me' },
    sort: 'oldest',
    columns: ['status', 'owner'],
    density: 'compact',
  })
  expect(lookIn({ density: 'huge' })).toEqual({ filters: {}, sort: null, columns: null, density: null })
})

test('a look survives its address, whatever stood there before', () => {
  const name = fc.constantFrom('view', 'q', 'owner', 'kind')
  const text = fc.string({ minLength: 1, maxLength: 5 })
  const filters = fc.dictionary(name, text)
  fc.assert(
    fc.property(
      filters,
      filters,
      fc.option(fc.constant('oldest')),
      fc.option(fc.constantFrom<string[]>(['status', 'owner'])),
      (present, wanted, sort, columns) => {
        const look = { filters: wanted, sort, columns, density: null }
        expect(sameLook(lookIn({ ...present, ...addressFor(look, present) }), look)).toBe(true)
      },
    ),
  )
})

test('filters have no order, columns do', () => {
  const look = { filters: { a: '1', b: '2' }, sort: null, columns: ['x', 'y'], density: null }
  expect(sameLook(look, { ...look, filters: { b: '2', a: '1' } })).toBe(true)
  expect(sameLook(look, { ...look, columns: ['y', 'x'] })).toBe(false)
  expect(sameLook(look, { ...look, filters: { a: '1' } })).toBe(false)
})
