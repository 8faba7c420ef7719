import { getCredential, getOrganization } from '#modules/directory'
import { renderInvitationMail } from '#platform/credential-mail'
import { Refusal } from '#platform/errors'
import { type Mailer, mailIdOf } from '#platform/mail'
import { systemActor } from '#platform/operation'
import type { TaskContext } from '#platform/queue'
import { readMember } from './find-members.ts'
import { signInLink } from './links.ts'

/**
 * Mails an invitation. The task carries ids alone; the token is made here and is nowhere afterwards. An invitation
 * that was accepted, replaced or taken back meanwhile is not sent. @throws when it could not be handed over
 */
export async function sendInvitationMail(
  ctx: TaskContext,
  mailer: Mailer,
  credentialId: string,
  invitedBy: string | null,
): Promise<void> {
  const { gate, orgId } = ctx
  const system = systemActor(orgId, 'invitation')
  const credential = await gate.runNarrow(getCredential, { id: credentialId }).catch((error: unknown) => {
    if (error instanceof Refusal) return null
    throw error
  })
  if (!credential?.email || !credential.memberId) return
  const { member } = await gate.run(readMember, system, { id: credential.memberId })
  if (member?.state !== 'invited') return
  const inviter = invitedBy === null ? null : (await gate.run(readMember, system, { id: invitedBy })).member
  const organization = await gate.run(getOrganization, system, { id: system.orgId })
  const mail = await renderInvitationMail({
    language: member.language,
    country: organization.country,
    zone: organization.timeZone,
    organization: organization.name,
    inviter: inviter?.name ?? organization.name,
    link: signInLink(gate.instance, credentialId, 'mailed'),
    expiresAt: Temporal.Instant.from(credential.expiresAt),
    now: ctx.clock.now(),
  })
  const { url } = gate.instance
  const delivery = await mailer.send({
    ...mail,
    from: { name: organization.name, address: mailer.senderAddress(url) },
    to: { name: member.name, address: credential.email },
    messageId: mailIdOf(credentialId, url),
  })
  if (delivery.outcome === 'deferred' || delivery.outcome === 'refused') throw new Error(delivery.failure)
}
