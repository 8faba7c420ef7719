import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Change, permissionFor, presentOf, type Stand, type Values, wantedBy, whyNot } from './bulk-change.ts'

const NOW = Temporal.Instant.from('2026-11-26T09:00:00Z')
const request = (over: Partial<Stand> = {}): Stand =>
  ({
    id: 'r',
    number: 1,
    subject: 'Boiler',
    status: 'open',
    ownerId: 'ana',
    serviceId: null,
    team: 'Heating',
    priority: 'Normal',
    outcome: '',
    openedAt: NOW.subtract({ hours: 1 }),
    ...over,
  }) as Stand
const promise = (over: Partial<Stand> = {}): Stand =>
  ({
    id: 'p',
    wording: 'Done.',
    about: 'request:r',
    ownerId: 'ana',
    ownerTeamId: null,
    unfinished: true,
    ...over,
  }) as Stand
const always = () => true

describe('why a row is left', () => {
  const close: Change = { action: 'close', outcome: 'Done' }
  const toBea: Change = { action: 'assign', ownerId: 'bea' }
  test.each<[string, Stand | undefined, Change, Values | null, boolean, string | null]>([
    ['an owner changes', request(), toBea, null, true, null],
    ['also of a closed request', request({ status: 'closed' }), toBea, null, true, null],
    ['it is not there', undefined, toBea, null, true, 'gone'],
    ['it has that owner', request({ ownerId: 'bea' }), toBea, null, true, 'same'],
    ['ids are compared whatever their case', request({ ownerId: 'BEA' }), toBea, null, true, 'same'],
    ['nobody is an owner too', request({ ownerId: null }), { action: 'assign', ownerId: null }, null, true, 'same'],
    ['it is closed', request(), close, null, true, null],
    ['closed once', request({ status: 'closed' }), close, null, true, 'closed'],
    ['not before it begins', request({ openedAt: NOW.add({ hours: 1 }) }), close, null, true, 'not_begun'],
    ['a promise changes hands', promise(), { action: 'handOver', ownerTeamId: 't' }, null, true, null],
    [
      'nothing is left to see to',
      promise({ unfinished: false }),
      { action: 'handOver', ownerId: 'b' },
      null,
      true,
      'finished',
    ],
    ['what an undo expects is there', request({ ownerId: 'cy' }), toBea, { ownerId: 'cy' }, true, null],
    ['somebody came between', request({ ownerId: 'dan' }), toBea, { ownerId: 'cy' }, true, 'changed_since'],
    ['the owner of before has left', request({ ownerId: 'cy' }), toBea, { ownerId: 'cy' }, false, 'owner_gone'],
  ])('%s', (_, stand, change, expected, here, reason) => {
    expect(whyNot(stand, wantedBy(change, stand), NOW, expected, () => here)).toBe(reason)
  })
})

test('what was changed has what was wanted, and undoing it brings back what was there', () => {
  const text = fc.constantFrom('', 'a', 'b')
  fc.assert(
    fc.property(text, text, text, (priority, wanted, meanwhile) => {
      const before = request({ priority })
      const values = wantedBy({ action: 'setPriority', priority: wanted }, before) ?? {}
      const present = presentOf(before, values)
      const reason = whyNot(before, values, NOW, null, always)
      expect(reason).toBe(priority === wanted ? 'same' : null)
      if (reason !== null) return
      const after = request({ priority: wanted })
      expect(whyNot(after, present, NOW, values, always)).toBe(null)
      const touched = request({ priority: meanwhile })
      expect(whyNot(touched, present, NOW, values, always)).toBe(meanwhile === wanted ? null : 'changed_since')
    }),
  )
})

test('a change of many asks for what the change of one asks for', () => {
  expect(permissionFor({ action: 'setTeam' })).toBe('requests.update')
  expect(permissionFor({ action: 'close' })).toBe('requests.close')
  expect(permissionFor({ action: 'close' }, true)).toBe('requests.reopen')
  expect(permissionFor({ action: 'handOver' })).toBe('promises.handOver')
})
