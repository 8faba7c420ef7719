import { z } from 'zod'
import { doorOperation } from '#platform/routes'
import { choiceOf, chooseOrganization, enterAs, entryView } from './enter.ts'
import { signInAgain } from './errors.ts'
import { identify } from './identify.ts'

/** Goes over to another organization of the person who is signed in, with a session there. */
export const enterOrganization = doorOperation({
  name: 'session.enter',
  scope: 'door',
  effect: 'writes',
  permission: 'session.get',
  membersOnly: true,
  summary: 'Go to another of your organizations',
  input: z.strictObject({ organizationId: z.uuid() }),
  output: entryView,
  async run(door, { organizationId }) {
    const visitor = await identify(door, door.visit.actor)
    if (!visitor.proven && organizationId !== door.visit.actor?.orgId) throw signInAgain()
    const choice = await chooseOrganization(door, visitor.userId, organizationId)
    if ('organizations' in choice) return choiceOf(choice.organizations)
    return enterAs(door, choice.orgId, choice.memberId)
  },
})
