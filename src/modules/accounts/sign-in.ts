import { z } from 'zod'
import {
  credentialUnknown,
  emailAddress,
  findUser,
  getCredential,
  listOrganizationsOfUser,
  openCredential,
  useCredential,
} from '#modules/directory'
import { systemActor } from '#platform/operation'
import { type Door, doorOperation } from '#platform/routes'
import { acceptInvitation } from './accept-invitation.ts'
import { choiceOf, chooseOrganization, type Entry, enterAs, entryView } from './enter.ts'
import { oneWayIn, proveFirst, wrongSignIn } from './errors.ts'
import { identify } from './identify.ts'
import { verifyPassword } from './password.ts'

export const token = z
  .string()
  .max(200)
  .meta({ description: 'What follows the # of a link.', examples: ['AZOMHnoAcACAAAAAAAAAAWxtbW9ja2VkLW1hYy1vbmx5'] })

const PASSWORD_TRIES = { max: 10, seconds: 900 }

/**
 * Signs in with the token of a link (a mailed one, an invitation) or with address and password. A member of several
 * organizations is asked which: the token is used only when one is entered.
 * @throws accounts/wrong_sign_in, accounts/no_organization, accounts/not_a_member, accounts/prove_address, directory/link_*
 */
export const signIn = doorOperation({
  name: 'sessions.create',
  scope: 'door',
  effect: 'writes',
  summary: 'Sign in by link, invitation or password',
  input: z.strictObject({
    token: token.optional(),
    email: emailAddress.optional(),
    password: z
      .string()
      .max(1000)
      .optional()
      .meta({ examples: ['correct horse battery staple'] }),
    organizationId: z.uuid().optional().meta({ description: 'Which of your organizations to enter.' }),
  }),
  output: entryView,
  async run(door, { token, email, password, organizationId }) {
    if (token !== undefined && email === undefined && password === undefined)
      return signInByToken(door, token, organizationId)
    if (token === undefined && email !== undefined && password !== undefined)
      return signInByPassword(door, email, password, organizationId)
    // A token beside the others, or nothing at all, or one of two that belong together.
    if (token !== undefined || (email === undefined && password === undefined)) throw oneWayIn('token')
    throw oneWayIn(email === undefined ? 'email' : 'password')
  },
})

async function signInByPassword(
  door: Door,
  email: string,
  password: string,
  chosen: string | undefined,
): Promise<Entry> {
  door.rateLimit.take(`password ${email}`, PASSWORD_TRIES.max, PASSWORD_TRIES.seconds)
  const { user } = await door.runNarrow(findUser, { email })
  if (!(await verifyPassword(password, user?.passwordHash ?? null)) || !user) throw wrongSignIn()
  const choice = await chooseOrganization(door, user.id, chosen)
  if ('organizations' in choice) return choiceOf(choice.organizations)
  return enterAs(door, choice.orgId, choice.memberId)
}

async function signInByToken(door: Door, text: string, chosen: string | undefined): Promise<Entry> {
  const opened = openCredential(door.instance.keys, text)
  if (!opened) throw credentialUnknown()
  const credential = await door.runNarrow(getCredential, { id: opened.id })
  const { id, userId, purpose } = credential
  if (userId === null || purpose === 'set_up') throw credentialUnknown()
  if (purpose === 'sign_in') {
    const choice = await chooseOrganization(door, userId, chosen)
    if ('organizations' in choice) return choiceOf(choice.organizations)
    await door.runNarrow(useCredential, { id, proves: true })
    return enterAs(door, choice.orgId, choice.memberId)
  }
  const { organizationId, memberId } = credential
  if (organizationId === null || memberId === null) throw credentialUnknown()
  const mailed = opened.delivery === 'mailed'
  if (!mailed) await refuseForeignHands(door, { userId, organizationId, proven: credential.proven })
  // Joining first: cut short after it, the same link still lets in.
  await door.run(acceptInvitation, systemActor(organizationId, 'invitation'), { memberId, userId, invitationId: id })
  await door.runNarrow(useCredential, { id, proves: mailed })
  return enterAs(door, organizationId, memberId)
}

/**
 * An invitation that was handed over proves nothing about whose address it names. It lets in a newcomer; an address
 * that more than this organization relies on is entered only by whoever is signed in to it already.
 */
async function refuseForeignHands(
  door: Door,
  invited: { userId: string; organizationId: string; proven: boolean },
): Promise<void> {
  const { organizations } = await door.runNarrow(listOrganizationsOfUser, { userId: invited.userId })
  if (!invited.proven && organizations.every(({ id }) => id === invited.organizationId)) return
  if (door.visit.actor?.sessionId === undefined) throw proveFirst()
  const visitor = await identify(door, door.visit.actor)
  if (visitor.userId !== invited.userId || !visitor.proven) throw proveFirst()
}
