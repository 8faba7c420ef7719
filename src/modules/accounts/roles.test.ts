import { expect, test } from 'vitest'
import { PERMISSIONS, ROLE_PERMISSIONS } from './roles.ts'

const { owner, lead, frontline, viewer } = ROLE_PERMISSIONS

test('each role may do what the one below may, and more', () => {
  expect(viewer.isSubsetOf(frontline) && frontline.isSubsetOf(lead) && lead.isSubsetOf(owner)).toBe(true)
  expect([viewer.size, frontline.size, lead.size, owner.size]).toEqual([
    ...new Set([viewer.size, frontline.size, lead.size, owner.size]),
  ])
  expect([...owner].sort()).toEqual([...PERMISSIONS].sort())
})

test.each([
  ['promises.keep', 'frontline'],
  ['customers.update', 'frontline'],
  ['promises.correct', 'lead'],
  ['imports.create', 'lead'],
  ['tasks.restart', 'lead'],
  ['members.invite', 'owner'],
  ['apiKeys.create', 'owner'],
  ['organizations.update', 'owner'],
  ['conversations.readMessages', 'owner'],
] as const)('%s takes at least the role %s', (permission, least) => {
  const order = ['viewer', 'frontline', 'lead', 'owner'] as const
  const having = order.filter((role) => ROLE_PERMISSIONS[role].has(permission))
  expect(having).toEqual(order.slice(order.indexOf(least)))
})

test('what only clocks and tasks do is no role’s', () => {
  for (const permission of ['promises.sweepDue', 'sessions.start', 'accounts.addOwner'])
    expect(owner.has(permission)).toBe(false)
})
