import { z } from 'zod'
import { listOrganizationsOfUser, organizationOf, organizationView } from '#modules/directory'
import { notSignedIn } from '#platform/errors'
import { memberOperation } from '#platform/operation'
import { doorOperation } from '#platform/routes'
import { named } from './enter.ts'
import { memberNotFound } from './errors.ts'
import { identify } from './identify.ts'
import { memberView, viewOfMember } from './member.ts'
import { findMember } from './queries.ts'
import { ROLE_PERMISSIONS } from './roles.ts'

const readSelf = memberOperation({
  name: 'session.readSelf',
  effect: 'reads',
  permission: 'session.get',
  summary: 'The member who is signed in',
  input: z.strictObject({}),
  output: z.object({ member: memberView, organization: organizationView }),
  async run(ctx) {
    const member = await findMember(ctx.db, ctx.orgId, ctx.actor.memberId)
    if (!member) throw memberNotFound()
    return { member: viewOfMember(member), organization: await organizationOf(ctx) }
  },
})

export const getSession = doorOperation({
  name: 'session.get',
  scope: 'door',
  effect: 'reads',
  permission: 'session.get',
  membersOnly: true,
  summary: 'Who is signed in, to which organization, and what they may do',
  input: z.strictObject({}),
  output: z.object({
    member: memberView,
    organization: organizationView,
    organizations: z.array(named).meta({ description: 'All that this person may enter.' }),
    permissions: z.array(z.string().meta({ examples: ['promises.keep'] })),
    hasPassword: z.boolean(),
    sendsMail: z.boolean().meta({ description: 'Whether this installation has a mail server.' }),
    version: z.string().meta({ description: 'Of the product.', examples: ['0.1.0'] }),
  }),
  async run(door) {
    const { actor } = door.visit
    const identity = await identify(door, actor)
    if (!actor?.role) throw notSignedIn()
    const self = await door.run(readSelf, actor, {})
    const { organizations } = await door.runNarrow(listOrganizationsOfUser, { userId: identity.userId })
    return {
      ...self,
      organizations: organizations.map(({ id, name }) => ({ id, name })),
      permissions: [...ROLE_PERMISSIONS[actor.role]].sort(),
      hasPassword: identity.passwordHash !== null,
      sendsMail: door.instance.sendsMail,
      version: door.instance.version,
    }
  },
})
