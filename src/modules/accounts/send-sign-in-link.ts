import { getCredential } from '#modules/directory'
import { renderSignInMail } from '#platform/credential-mail'
import { Refusal } from '#platform/errors'
import { type Mailer, mailIdOf } from '#platform/mail'
import { systemActor } from '#platform/operation'
import type { TaskContext } from '#platform/queue'
import { readMember } from './find-members.ts'
import { signInLink } from './links.ts'

/**
 * Mails a sign-in link. The task carries the credential's id alone; the token is made here and is nowhere afterwards.
 * A link that was used or has expired meanwhile is not sent. @throws when another attempt may succeed
 */
export async function sendSignInLink(ctx: TaskContext, mailer: Mailer, credentialId: string): Promise<void> {
  const { gate, orgId } = ctx
  const credential = await gate.runNarrow(getCredential, { id: credentialId }).catch((error: unknown) => {
    if (error instanceof Refusal) return null
    throw error
  })
  if (!credential?.email || !credential.userId) return
  const { member } = await gate.run(readMember, systemActor(orgId, 'sign-in'), { userId: credential.userId })
  const { url } = gate.instance
  const remaining = ctx.clock.now().until(credential.expiresAt)
  const mail = await renderSignInMail({
    language: member?.language ?? 'en',
    link: signInLink(gate.instance, credentialId, 'mailed'),
    minutes: Math.max(1, Math.floor(remaining.total('minutes'))),
  })
  const delivery = await mailer.send({
    ...mail,
    from: { name: 'Kept', address: mailer.senderAddress(url) },
    to: { address: credential.email },
    messageId: mailIdOf(credentialId, url),
  })
  if (delivery.outcome === 'deferred') throw new Error(delivery.failure)
}
