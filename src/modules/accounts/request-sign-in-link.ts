import { z } from 'zod'
import { emailAddress, findUser, listOrganizationsOfUser, makeCredential } from '#modules/directory'
import { operation, systemActor } from '#platform/operation'
import { type Door, doorOperation } from '#platform/routes'
import { evenTime } from './even-time.ts'

const MAILS = { max: 5, seconds: 900 }

const queueSignInMail = operation({
  name: 'accounts.queueSignInMail',
  effect: 'writes',
  permission: 'accounts.queueSignInMail',
  summary: 'Have a sign-in link mailed',
  input: z.strictObject({ credentialId: z.uuid() }),
  output: z.object({}),
  async run(ctx, { credentialId }) {
    ctx.later({ name: 'accounts.send_sign_in_link', data: { credentialId } })
    return {}
  },
})

/** Asks for a sign-in link by mail. Whether the address is known shows neither in the answer nor in its time. */
export const requestSignInLink = doorOperation({
  name: 'signInLinks.create',
  scope: 'door',
  effect: 'writes',
  summary: 'Have a sign-in link mailed',
  input: z.strictObject({ email: emailAddress }),
  output: z.object({
    accepted: z.literal(true),
    sendsMail: z.boolean().meta({
      description: 'false: this installation has no mail server; an administrator prints the link with "kept sign-in".',
    }),
  }),
  async run(door, { email }) {
    door.rateLimit.take(`sign-in link ${email}`, MAILS.max, MAILS.seconds)
    await evenTime(() => mailLink(door, email))
    return { accepted: true as const, sendsMail: door.instance.sendsMail }
  },
})

async function mailLink(door: Door, email: string): Promise<void> {
  if (!door.instance.sendsMail) return
  const { user } = await door.runNarrow(findUser, { email })
  if (!user) return
  const { organizations } = await door.runNarrow(listOrganizationsOfUser, { userId: user.id })
  const [first] = organizations
  // The task needs an organization to wait in; which one is entered is asked later.
  if (!first) return
  const { id } = await door.runNarrow(makeCredential, { purpose: 'sign_in', userId: user.id })
  await door.run(queueSignInMail, systemActor(first.id, 'sign-in'), { credentialId: id })
}
