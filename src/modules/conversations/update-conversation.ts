import { z } from 'zod'
import { activeMember } from '#modules/accounts'
import { checkContact } from '#modules/customers'
import { getPromise } from '#modules/promises'
import { invalidField, stale } from '#platform/errors'
import { ifVersion, instant } from '#platform/fields'
import { type Context, operation } from '#platform/operation'
import { identifyMessages, lockConversation, updateConversationRow } from './conversation-queries.ts'
import { conversationId, conversationView } from './conversation-schemas.ts'
import { conversationById } from './conversation-views.ts'
import { mergedInto } from './merge-queries.ts'
import { refresh } from './refresh.ts'
import { lockStanding } from './thread.ts'

export const updateConversation = operation({
  name: 'conversations.update',
  effect: 'writes',
  permission: 'conversations.update',
  summary: 'Assign a conversation, close or reopen it, let it rest, say whose it is',
  input: z.strictObject({
    id: conversationId,
    ifVersion,
    ownerId: z.uuid().nullable().optional().meta({ description: 'Who sees to it; null: nobody.' }),
    state: z.enum(['open', 'closed']).optional(),
    snoozedUntil: instant
      .nullable()
      .optional()
      .meta({
        description: 'It rests until then, or until the customer writes; null: no longer.',
        examples: ['2026-11-27T08:00:00Z'],
      }),
    snoozedFor: z
      .uuid()
      .optional()
      .meta({ description: 'It rests until this promise is due, or the customer writes.' }),
    contactId: z.uuid().optional().meta({ description: 'The contact that writes: a person vouches for it.' }),
  }),
  output: conversationView,
  async run(ctx, { id, ifVersion: version, ownerId, state, snoozedUntil, snoozedFor, contactId }) {
    const row = await lockStanding(ctx, id)
    if (version !== undefined && version !== row.version) throw stale('conversations', 'conversation', row.version)
    if (ownerId) await activeMember(ctx, ownerId)
    const promise = snoozedFor === undefined ? null : await getPromise.run(ctx, { id: snoozedFor })
    const until = promise ? Temporal.Instant.from(promise.dueAt) : snoozedUntil
    if (until && Temporal.Instant.compare(until, ctx.now) <= 0)
      throw invalidField(
        'conversations/rests_in_past',
        'snoozedUntil',
        'It rests until then already. Choose a later time.',
      )
    const contact = contactId === undefined ? null : await checkContact(ctx, contactId)
    const set = {
      ...(ownerId === undefined ? {} : { owner_id: ownerId }),
      ...(state === undefined ? {} : { state }),
      ...(until === undefined ? {} : { snoozed_until: until, snoozed_for: promise?.id ?? null }),
      ...(contact === null
        ? {}
        : { customer_id: contact.customerId, contact_id: contact.id, language: contact.language }),
    }
    if (contact) await identifyParts(ctx, id, contact)
    await refresh(ctx, { ...row, ...set }, set)
    if (until) ctx.later({ name: 'conversations.wake', data: { conversationId: id }, runAt: until })
    ctx.record({
      type: contact === null ? 'conversation.changed' : 'conversation.identified',
      subject: `conversation:${id}`,
      about: row.about,
      data: {
        fields: Object.keys(set),
        ...(ownerId ? { ownerId } : {}),
        ...(contact ? { customerId: contact.customerId, contactId: contact.id } : {}),
      },
    })
    return conversationById(ctx, id)
  },
})

/** Whoever writes in a conversation wrote in what is merged into it, too. */
async function identifyParts(ctx: Context, id: string, contact: Awaited<ReturnType<typeof checkContact>>) {
  const { id: contactId, customerId, language } = contact
  await identifyMessages(ctx.db, ctx.orgId, id, customerId, contactId)
  for (const part of await mergedInto(ctx.db, ctx.orgId, id)) {
    await identifyMessages(ctx.db, ctx.orgId, part.id, customerId, contactId)
    const set = { customer_id: customerId, contact_id: contactId, language }
    await updateConversationRow(ctx.db, ctx.orgId, part.id, set)
    ctx.record({
      type: 'conversation.identified',
      subject: `conversation:${part.id}`,
      about: part.about,
      data: { fields: Object.keys(set), customerId, contactId },
    })
  }
}

/** The end of its rest: it stands in the inbox again. */
export const wakeConversation = operation({
  name: 'conversations.wake',
  effect: 'writes',
  permission: 'conversations.receive',
  summary: 'A conversation that rested comes back',
  input: z.strictObject({ conversationId }),
  output: z.object({ woke: z.boolean() }),
  async run(ctx, { conversationId: id }) {
    const row = await lockConversation(ctx.db, ctx.orgId, id)
    // Put off again meanwhile, or somebody wrote.
    if (!row?.snoozed_until || Temporal.Instant.compare(row.snoozed_until, ctx.now) > 0) return { woke: false }
    await refresh(ctx, row, { snoozed_until: null, snoozed_for: null })
    ctx.record({
      type: 'conversation.woke',
      subject: `conversation:${id}`,
      about: row.about,
      data: { promiseId: row.snoozed_for },
    })
    return { woke: true }
  },
})
