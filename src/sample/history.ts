import { ROLE_PERMISSIONS } from '#modules/accounts'
import { type StoppedClock, stoppedClock } from '#platform/clock'
import type { Database, Tx } from '#platform/db'
import { createGate, type Gate } from '#platform/gate'
import type { Instance } from '#platform/instance'
import type { Log } from '#platform/log'
import { type Actor, type Role, systemActor } from '#platform/operation'

/** A gate to the past: it shows the time that its clock is set to, and nothing follows what happens there. */
export type History = { gate: Gate; clock: StoppedClock; orgId: string; system: Actor }

/**
 * Tells the past of an organization within one open transaction, through the same operations as the present: everything
 * is checked, recorded and hashed as ever. It becomes visible as a whole when the transaction commits, so that no clock
 * ever looks at a promise whose outcome is a moment away. There are no reactions: nobody is mailed.
 */
export function historyWithin(tx: Tx, orgId: string, deps: { instance: Instance; log: Log }): History {
  const clock = stoppedClock('1970-01-01T00:00:00Z')
  const database: Database = {
    asOrganization: async (id, _write, work) => {
      if (id !== orgId) throw new Error('A history is that of one organization.')
      return work(tx)
    },
    asSystem: () => Promise.reject(new Error('A history never leaves its organization.')),
    connections: () => [],
    ping: async () => {},
    close: async () => {},
  }
  return { gate: createGate({ ...deps, database, clock }), clock, orgId, system: systemActor(orgId, 'sample') }
}

/** A member of the staff, with what the role permits and no more. */
export const memberOf = (orgId: string, id: string, role: Role): Actor => ({
  kind: 'member',
  id,
  orgId,
  role,
  memberId: id,
  may: (permission) => ROLE_PERMISSIONS[role].has(permission),
})
