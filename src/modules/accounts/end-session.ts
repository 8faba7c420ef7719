import { z } from 'zod'
import { doorOperation } from '#platform/routes'
import { noSessionCookie } from './cookie.ts'
import { revokeSession } from './revoke-session.ts'

/** Signs out. Whoever is signed out already is told the same. */
export const endSession = doorOperation({
  name: 'session.end',
  scope: 'door',
  effect: 'writes',
  summary: 'Sign out',
  input: z.strictObject({}),
  output: z.object({}),
  async run(door) {
    const { actor } = door.visit
    if (actor?.sessionId !== undefined) await door.run(revokeSession, actor, { id: actor.sessionId })
    door.visit.setHeader('set-cookie', noSessionCookie(door.instance))
    return {}
  },
})
