import { memberNames } from '#modules/accounts'
import { customersWithEmails, survivorsOf } from '#modules/customers'
import type { Context } from '#platform/operation'
import { contactOf } from './contact-of.ts'
import { type ConversationRow, findConversation, lastMessages } from './conversation-queries.ts'
import { type ConversationView, viewOfConversation } from './conversation-schemas.ts'
import { conversationNotFound } from './errors.ts'

const given = (ids: readonly (string | null)[]): string[] => [...new Set(ids.filter((id) => id !== null))]

/** Conversations as they are shown, in the order given. */
export async function viewsOfConversations(
  ctx: Context,
  rows: readonly ConversationRow[],
): Promise<ConversationView[]> {
  const strangers = rows.filter((row) => row.customer_id === null && row.channel === 'email')
  const [customers, members, last, suggested] = await Promise.all([
    survivorsOf(ctx, given(rows.map((row) => row.customer_id))),
    memberNames(ctx, given(rows.map((row) => row.owner_id))),
    lastMessages(
      ctx.db,
      ctx.orgId,
      rows.map(({ id }) => id),
    ),
    customersWithEmails(ctx, given(strangers.map((row) => row.address))),
  ])
  return rows.map((row) => viewOfConversation(row, { customers, members, last, suggested }))
}

/** @throws conversations/not_found */
export async function conversationById(ctx: Context, id: string): Promise<ConversationView> {
  const row = await findConversation(ctx.db, ctx.orgId, id)
  const [view] = row ? await viewsOfConversations(ctx, [row]) : []
  if (!view) throw conversationNotFound()
  const contact = await contactOf(ctx, view.contactId)
  if (!contact) return view
  const { name, nameToUse, standingRequests, preferredChannel } = contact
  return { ...view, wishes: { name, nameToUse, standingRequests, preferredChannel } }
}
