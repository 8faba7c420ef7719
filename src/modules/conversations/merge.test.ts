import { describe, expect, test } from 'vitest'
import { type Mergeable, obstacleTo, together } from './merge.ts'

const at = (text: string) => Temporal.Instant.from(`2026-11-26T${text}:00Z`)
const ANA = '01938c1e-7a00-7000-8000-000000000001'
const BO = '01938c1e-7a00-7000-8000-000000000002'
const one = (over: Partial<Mergeable> = {}): Mergeable => ({
  ...{ channel: 'email', sort: 'person', state: 'open', customer_id: ANA, contact_id: ANA, language: 'en' },
  ...{ address: 'ana@example.com', owner_id: null, owner_team_id: null, last_at: at('09:00'), last_by: 'customer' },
  ...{ snoozed_until: null, snoozed_for: null, waiting_since: null },
  ...over,
})

describe('what keeps two apart', () => {
  test.each([
    ['nothing, of one customer', {}, {}, null],
    ['nothing, of one customer from another address', {}, { address: 'ana@work.example' }, null],
    ['nothing, of one unknown address', { customer_id: null }, { customer_id: null, address: 'ANA@example.com' }, null],
    ['unknown addresses', { customer_id: null }, { customer_id: null, address: 'bo@example.com' }, 'not_identified'],
    ['no address at all', { customer_id: null, address: '' }, { customer_id: null, address: '' }, 'not_identified'],
    ['one of them unknown', {}, { customer_id: null }, 'not_identified'],
    ['two customers', {}, { customer_id: BO }, 'other_customer'],
    ['a machine', {}, { sort: 'automatic' }, 'machine'],
    ['a list', { sort: 'list' }, {}, 'machine'],
    ['mail into a call', { channel: 'phone' }, {}, 'channel'],
    ['nothing: a call into mail', {}, { channel: 'phone' }, null],
    ['nothing: a visit into a call', { channel: 'phone' }, { channel: 'counter' }, null],
  ])('%s', (_, into, other, obstacle) => {
    expect(obstacleTo(one(into), one(other))).toBe(obstacle)
  })
})

describe('together they are', () => {
  const rest = { snoozed_until: at('12:00'), snoozed_for: null }
  test.each([
    ['open where either is', { state: 'closed' }, {}, { state: 'open' }],
    ['closed where both are', { state: 'closed' }, { state: 'closed' }, { state: 'closed' }],
    ['of whoever has the one that stays', { owner_id: BO }, { owner_id: ANA }, { state: 'open' }],
    ['else of whoever had the other', {}, { owner_id: ANA }, { owner_id: ANA }],
    [
      'as new as the newer',
      {},
      { last_at: at('10:00'), last_by: 'member' },
      { last_at: at('10:00'), last_by: 'member' },
    ],
    ['awake where somebody waits', rest, { waiting_since: at('08:00') }, { snoozed_until: null }],
  ])('%s', (_, into, other, expected) => {
    expect(together(one(into as Partial<Mergeable>), one(other as Partial<Mergeable>))).toMatchObject(expected)
  })

  test('at rest where nobody waits in the other, and whoever has it keeps it', () => {
    expect(together(one(rest), one())).not.toHaveProperty('snoozed_until')
    expect(together(one({ owner_id: BO }), one({ owner_id: ANA }))).not.toHaveProperty('owner_id')
  })
})
