import type { Delivery, Mailer } from '#platform/mail'
import { systemActor } from '#platform/operation'
import type { TaskContext } from '#platform/queue'
import { loopMark } from './inbound/automatic.ts'
import { ownMark } from './own-mark.ts'
import { readOutgoing } from './read-outgoing.ts'
import { recordDelivery } from './record-delivery.ts'

/**
 * Sends one queued message: reads it, hands it over outside any transaction, records what became of it. Dying in
 * between sends it again under the same Message-ID.
 */
export async function sendMessage({ orgId, gate, log }: TaskContext, mailer: Mailer, messageId: string): Promise<void> {
  const actor = systemActor(orgId, 'conversations.send_message')
  const outgoing = await gate.run(readOutgoing, actor, { messageId })
  if (outgoing === null) return
  const { fromName, from, byMember, inReplyTo, references, to, replyTo, subject, text, html, mailId } = outgoing
  const delivery: Delivery = outgoing.held
    ? { outcome: 'held' }
    : await mailer.send({
        from: { name: fromName, address: from ?? mailer.senderAddress(gate.instance.url) },
        to: { address: to },
        ...(replyTo === null ? {} : { replyTo: { address: replyTo } }),
        subject,
        text,
        html,
        messageId: mailId,
        ...(inReplyTo === null ? {} : { inReplyTo, references }),
        headers: {
          // What comes back to us with it is our own mail.
          [loopMark]: ownMark(gate.instance.keys),
          // Keeps vacation notes from answering what no person wrote (RFC 3834).
          ...(byMember ? {} : { 'Auto-Submitted': 'auto-generated' }),
        },
      })
  const failure = 'failure' in delivery ? delivery.failure : null
  const { state } = await gate.run(recordDelivery, actor, { messageId, outcome: delivery.outcome, failure })
  log.info({ org: orgId, message: messageId, outcome: delivery.outcome, state }, 'message')
}
