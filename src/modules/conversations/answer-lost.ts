import { loadMessages } from '#messages/telling'
import { activeMembers, leadIds } from '#modules/accounts'
import { organizationOf } from '#modules/directory'
import { makePromise, nextRepliesDue, oweReplyAgain } from '#modules/promises'
import type { Context } from '#platform/operation'
import { aboutsOf } from './abouts-of.ts'
import { contactOf } from './contact-of.ts'
import type { ConversationRow } from './conversation-queries.ts'
import type { MessageRow } from './queries.ts'
import { refresh } from './refresh.ts'
import { promisedBy } from './told-by-message.ts'

/** As for a call that has to be made: within half a working day. */
const WITHIN = { businessSeconds: 4 * 3_600 }

/**
 * What a person wrote, or the mail that tells of their answer on the customer's page, reached nobody: the conversation is
 * open again, and the promised reply that it kept is owed anew. Where no answer is owed, somebody is to reach the
 * customer in another way: a promise within the firm, which the next thing that is said to them keeps.
 * @param conversation in which it stands, locked
 */
export async function answerLost(ctx: Context, message: MessageRow, conversation: ConversationRow): Promise<void> {
  const { about, written } = message
  const isOwed = written && (await isOwedAnew(ctx, message, conversation))
  await refresh(ctx, conversation, { state: 'open' })
  if (isOwed) return
  const [organization, contact] = await Promise.all([organizationOf(ctx), contactOf(ctx, message.contact_id)])
  const { lost } = await loadMessages(organization.language)
  const name = contact?.name ?? (conversation.address_name || message.to_address)
  await makePromise.run(ctx, {
    ...{ kind: 'next_update', beneficiary: 'organization', basis: 'policy', about, ...WITHIN },
    ...{ asksAnswer: false, caveats: [], countsFromAnswer: false, repeats: false },
    wording: written
      ? lost.answer({ name, address: message.to_address })
      : lost.copy({ name, address: message.to_address }),
    language: organization.language,
    customerId: message.customer_id ?? undefined,
    contactId: message.contact_id ?? undefined,
    ownerId: await whoReaches(ctx, conversation, message),
  })
}

/** Whether what is owed shows by itself: an answer to what they said, or what was promised in it and nobody was told. */
async function isOwedAnew(ctx: Context, { id, about, sent_at: sentAt }: MessageRow, conversation: ConversationRow) {
  const owed: boolean[] = []
  for (const each of new Set([about, ...(await aboutsOf(ctx, conversation))]))
    owed.push(sentAt === null ? (await nextRepliesDue(ctx, [each])).has(each) : await oweReplyAgain(ctx, each, sentAt))
  return owed.includes(true) || (await promisedBy(ctx, id)).length > 0
}

/** Whoever sees to the conversation, else who wrote; where they are gone, who answers for what nobody else does. */
async function whoReaches(ctx: Context, { owner_id }: ConversationRow, { member_id }: MessageRow) {
  const likely = [owner_id, member_id].filter((id) => id !== null)
  const here = await activeMembers(ctx, likely)
  return likely.find((id) => here.has(id)) ?? (await leadIds(ctx))[0]
}
