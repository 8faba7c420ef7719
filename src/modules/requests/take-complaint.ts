import { loadMessages } from '#messages/answer'
import { activeMembers } from '#modules/accounts'
import { findContactsByIds } from '#modules/customers'
import { organizationOf } from '#modules/directory'
import { applyPolicies, makeUnmeasured, replyPromised } from '#modules/promises'
import type { Context } from '#platform/operation'
import { reopenRequest } from './close-request.ts'
import { requestNotFound } from './errors.ts'
import { factsOf } from './facts.ts'
import { lockRequest } from './queries.ts'

/** In which whoever complains is answered where no rule of the firm says otherwise. */
const USUAL = { unit: 'business_days', n: 1, at: 'same_time' } as const

/**
 * A customer says that something was not as promised: the request is open again, and they are promised an answer, by
 * the firm's rules for what is written in a complaint, else within one business day. Who is owed an answer already is
 * promised no second one.
 * @returns the promise by which they are answered
 * @throws requests/not_found
 */
export async function takeComplaint(
  ctx: Context,
  id: string,
  said: { channel: string; at: Temporal.Instant; contactId: string | null },
): Promise<string> {
  const row = await lockRequest(ctx.db, ctx.orgId, id)
  if (!row) throw requestNotFound()
  if (row.status === 'closed') await reopenRequest.run(ctx, { id })
  const about = `request:${id}`
  const facts = { ...factsOf(row, said.at), kind: 'complaint', channel: said.channel }
  await applyPolicies(ctx, { trigger: 'message_in', about, facts })
  return (await replyPromised(ctx, about)) ?? usual()

  async function usual(): Promise<string> {
    const contactId = said.contactId ?? row?.contact_id ?? null
    const contact = contactId === null ? undefined : (await findContactsByIds(ctx, [contactId])).get(contactId)
    const language = contact?.language ?? (await organizationOf(ctx)).language
    const hasOwner = row?.owner_id != null && (await activeMembers(ctx, [row.owner_id])).has(row.owner_id)
    const made = await makeUnmeasured.run(
      ctx,
      makeUnmeasured.input.parse({
        kind: 'next_reply',
        beneficiary: row?.customer_id === null ? 'organization' : 'customer',
        wording: (await loadMessages(language)).toComplaint(),
        language,
        duration: USUAL,
        about,
        basis: 'policy',
        ...(row?.customer_id == null ? {} : { customerId: row.customer_id }),
        ...(contact ? { contactId: contact.id } : {}),
        ...(hasOwner ? { ownerId: row.owner_id } : {}),
        steps: [{ when: { measure: 'share_left', share: 0.25 }, to: { who: 'owner' }, channel: 'console' }],
      }),
    )
    return made.id
  }
}
