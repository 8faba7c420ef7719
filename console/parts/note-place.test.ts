import { expect, test } from 'vitest'
import { placeIn } from './note-place.ts'

const ID = '01938c1e-7a00-7000-8000-000000000002'
test.each([
  [`/customers/${ID}`, { at: 'customer', id: ID }],
  [`/requests/${ID}`, { at: 'request', id: ID }],
  [`/requests/${ID}/evidence`, { at: 'request', id: ID }],
  [`/inbox/${ID}`, { at: 'conversation', id: ID }],
  ['/requests', { at: 'nowhere' }],
  ['/', { at: 'nowhere' }],
  [`/policies/${ID}`, { at: 'nowhere' }],
])('%s', (pathname, place) => expect(placeIn(pathname)).toEqual(place))
