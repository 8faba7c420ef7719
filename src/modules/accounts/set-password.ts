import { z } from 'zod'
import { listOrganizationsOfUser, storePassword } from '#modules/directory'
import { invalidField } from '#platform/errors'
import { operation, systemActor } from '#platform/operation'
import { doorOperation } from '#platform/routes'
import { signInAgain, wrongPassword } from './errors.ts'
import { identify } from './identify.ts'
import { hashPassword, verifyPassword } from './password.ts'
import { revokeSessions } from './queries.ts'

const endOtherSessions = operation({
  name: 'accounts.endOtherSessions',
  effect: 'writes',
  permission: 'accounts.endOtherSessions',
  summary: 'End the sessions of a member whose password changes',
  input: z.strictObject({ memberId: z.uuid(), except: z.uuid().nullable() }),
  output: z.object({}),
  async run(ctx, { memberId, except }) {
    const ended = await revokeSessions(ctx.db, ctx.orgId, memberId, ctx.now, { except })
    ctx.record({ type: 'member.password_set', subject: `member:${memberId}`, data: { sessionsEnded: ended.length } })
    return {}
  },
})

/**
 * Sets or changes one's password and ends one's other sessions, in all organizations, before the new one works.
 * @throws accounts/wrong_password, accounts/weak_password, accounts/sign_in_again
 */
export const setPassword = doorOperation({
  name: 'account.setPassword',
  scope: 'door',
  effect: 'writes',
  permission: 'account.setPassword',
  membersOnly: true,
  summary: 'Set or change your password',
  input: z.strictObject({
    password: z
      .string()
      .min(12, 'Must have at least 12 characters')
      .max(1000, 'Must have at most 1000 characters')
      .meta({ description: 'The new one.', examples: ['correct horse battery staple'] }),
    currentPassword: z
      .string()
      .max(1000)
      .optional()
      .meta({ description: 'Needed when you have one.', examples: ['the one before, still secret'] }),
  }),
  output: z.object({}),
  async run(door, { password, currentPassword }) {
    const { actor } = door.visit
    const identity = await identify(door, actor)
    if (identity.outlived) throw signInAgain()
    door.rateLimit.take(`password ${identity.email}`, 10, 900)
    if (identity.passwordHash !== null && !(await verifyPassword(currentPassword ?? '', identity.passwordHash)))
      throw wrongPassword()
    if (new Set(password).size < 5 || password.toLowerCase() === identity.email)
      throw invalidField('accounts/weak_password', 'password', 'Too easy to guess. Take several words, for example.')
    const passwordHash = await hashPassword(password)
    const { organizations } = await door.runNarrow(listOrganizationsOfUser, { userId: identity.userId })
    for (const { id, memberId } of organizations) {
      const except = id === actor?.orgId ? (actor.sessionId ?? null) : null
      await door.run(endOtherSessions, systemActor(id, `member:${memberId}`), { memberId, except })
    }
    await door.runNarrow(storePassword, { userId: identity.userId, passwordHash })
    return {}
  },
})
