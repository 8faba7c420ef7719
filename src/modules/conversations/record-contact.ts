import { z } from 'zod'
import { checkContact } from '#modules/customers'
import { organizationOf } from '#modules/directory'
import { countSaidAnyway, keepReplies } from '#modules/promises'
import { invalidField } from '#platform/errors'
import { instant, words } from '#platform/fields'
import { mailIdOf } from '#platform/mail'
import { type Context, operation } from '#platform/operation'
import { aboutsOf } from './abouts-of.ts'
import { checkText } from './check-text.ts'
import { findWith, insertConversation, lockConversation } from './conversation-queries.ts'
import { conversationId, saidView } from './conversation-schemas.ts'
import { conversationNotFound, nothingWasSaid } from './errors.ts'
import { makePromised, promisedInput, tieToMessage } from './promised-in.ts'
import { insertMessage } from './queries.ts'
import { saidById } from './said-views.ts'
import { lockThread, refreshThread } from './thread.ts'
import { recordToldBy } from './told-by-message.ts'

const OUTCOMES = ['reached', 'not_reached', 'left_message'] as const

export const contactNote = {
  contactId: z.uuid().meta({ description: 'With whom.' }),
  channel: z.enum(['phone', 'counter']).meta({ examples: ['phone'] }),
  direction: z.enum(['in', 'out']).meta({ description: 'in: they came or called. out: we did.', examples: ['out'] }),
  outcome: z
    .enum(OUTCOMES)
    .default('reached')
    .meta({
      description: 'not_reached counts as an attempt, and answers nobody.',
      examples: ['not_reached'],
    }),
  text: words(20_000, 'She will be at home from five.'),
  nextStep: words(500, 'Call again after five.').optional(),
  at: instant.optional().meta({ description: 'When. Default: now.', examples: ['2026-11-26T09:00:00Z'] }),
  promises: promisedInput,
  reason: words(1000, 'The customer asked for it.')
    .optional()
    .meta({ description: 'Why something was said that contradicts what was promised. Not told to the customer.' }),
  answered: z.boolean().default(true).meta({ description: 'false: they still wait for an answer of ours.' }),
}
type ContactNote = z.output<z.ZodObject<typeof contactNote>>

const { contactId: _, ...spoken } = contactNote

/** What was noted, and where it stands. */
export const notedView = saidView.extend({
  conversationId,
  about: z.string().meta({ examples: ['request:01938c1e-7a00-7000-8000-000000000002'] }),
})
type NotedView = z.input<typeof notedView>

export const noteContactIn = operation({
  name: 'conversations.continueByCall',
  effect: 'writes',
  permission: 'conversations.write',
  summary: 'Note a call or a visit that continues a conversation; with whom and about what, it knows',
  input: z.strictObject({ id: conversationId, ...spoken }),
  output: notedView,
  run: (ctx, { id, ...input }) => noteContact(ctx, input, { conversationId: id }),
})

/** What a note is about, and where it is noted; none: about nothing yet. */
export type Noted = { contactId: string; about: string | null } | { conversationId: string }

/**
 * Notes a call or a visit: with a contact, about a request or about nothing yet, or in a conversation that there is.
 * @throws customers/contact_not_found, conversations/not_found, conversations/in_future
 */
export async function noteContact(
  ctx: Context,
  {
    channel,
    direction,
    outcome,
    text,
    nextStep,
    at = ctx.now,
    promises,
    reason,
    answered,
  }: Omit<ContactNote, 'contactId'>,
  noted: Noted,
): Promise<NotedView> {
  if (Temporal.Instant.compare(at, ctx.now) > 0)
    throw invalidField('conversations/in_future', 'at', 'It has not happened yet. Choose a time that is over.')
  if (outcome === 'not_reached' && promises.length > 0) throw nothingWasSaid()
  const { contact, row } = await whereNoted(ctx, channel, noted)
  const organization = await organizationOf(ctx)
  const spoke = outcome === 'reached' && answered
  const waits = direction === 'in' && !spoke
  const id = ctx.newId()
  // What was spoken was spoken: it is noted whatever it contradicts, and counted.
  const flags =
    outcome === 'not_reached' ? [] : await flagsOf(ctx, row.about, text, { way: 'spoken', at, recorded: promises })
  await insertMessage(ctx.db, {
    org_id: ctx.orgId,
    id,
    conversation_id: row.id,
    direction,
    written: true,
    member_id: ctx.actor.memberId,
    about: row.about,
    customer_id: row.customer_id,
    contact_id: row.contact_id,
    channel,
    from_name: direction === 'in' ? (contact?.name ?? row.address_name) : null,
    to_address: direction === 'in' ? '' : (contact?.phone ?? row.address),
    language: organization.language,
    subject: row.subject,
    text,
    html: '',
    state: waits ? 'received' : 'written',
    contradicts:
      flags.length === 0
        ? null
        : JSON.stringify(flags.map(({ code, promise }) => ({ code, promiseId: promise?.id ?? null }))),
    contradicts_reason: flags.length === 0 ? null : (reason ?? null),
    outcome,
    next_step: nextStep ?? null,
    mail_id: mailIdOf(id, ctx.instance.url),
    created_at: ctx.now,
    occurred_at: at,
  })
  await countSaidAnyway(ctx, flags, {
    about: row.about,
    customerId: row.customer_id,
    channel,
    messageId: id,
    reason,
  })
  // In a part of another conversation it is about that part alone.
  const abouts = row.merged_into === null ? await aboutsOf(ctx, row) : [row.about]
  // First what was promised before: what is promised now is not kept by saying it.
  if (spoke) for (const each of abouts) await keepReplies(ctx, each, at, 'spoken')
  const made = await makePromised(ctx, promises, {
    ...{ about: row.about, customerId: row.customer_id, contactId: row.contact_id, reason },
    ...{ ownerId: ctx.actor.memberId ?? row.owner_id, language: organization.language },
  })
  await tieToMessage(ctx, id, made)
  await recordToldBy(ctx, { id, notice_id: null, channel: channel === 'phone' ? 'phone' : 'in_person' })
  await refreshThread(ctx, row, {
    last_at: ctx.now,
    last_by: direction === 'in' ? 'customer' : 'member',
    state: 'open',
  })
  ctx.record({
    type: waits ? (row.isNew ? 'conversation.started' : 'conversation.received') : 'conversation.spoken',
    subject: `conversation:${row.id}`,
    about: row.about,
    data: {
      ...{ messageId: id, channel, direction, outcome, at: at.toString() },
      ...(flags.length > 0 ? { contradicts: flags.map(({ code }) => code) } : {}),
      ...(made.length > 0 ? { promiseIds: made.map(({ promise }) => promise.id) } : {}),
    },
  })
  return { ...(await saidById(ctx, id)), conversationId: row.id, about: row.about }
}

async function flagsOf(ctx: Context, about: string, text: string, how: Parameters<typeof checkText>[3]) {
  const { flags } = await checkText(ctx, { about, language: null }, text, how)
  return flags.filter(({ needsReason }) => needsReason)
}

/** The conversation in which it is noted, locked, and with whom it was; null: nobody has said yet who they are. */
async function whereNoted(ctx: Context, channel: string, noted: Noted) {
  if ('contactId' in noted) {
    const contact = await checkContact(ctx, noted.contactId)
    return { contact, row: await spokenWith(ctx, contact, channel, noted.about) }
  }
  const row = await lockThread(ctx, noted.conversationId)
  if (!row) throw conversationNotFound()
  if (row.contact_id === null) return { contact: null, row: { ...row, isNew: false } }
  const contact = await checkContact(ctx, row.contact_id)
  if (row.channel === channel) return { contact, row: { ...row, isNew: false } }
  const about = row.about.startsWith('request:') ? row.about : null
  return { contact, row: await spokenWith(ctx, contact, channel, about) }
}

type Contact = Awaited<ReturnType<typeof checkContact>>

/** The thread with a contact on a channel, locked; a new one where there is none. */
async function spokenWith(ctx: Context, contact: Contact, channel: string, about: string | null) {
  const found = await findWith(ctx.db, ctx.orgId, contact.id, channel, about)
  const known = found && (await lockConversation(ctx.db, ctx.orgId, found.id))
  if (known) return { ...known, isNew: false }
  const id = ctx.newId()
  const row = await insertConversation(ctx.db, {
    org_id: ctx.orgId,
    id,
    channel,
    subject: contact.name,
    customer_id: contact.customerId,
    contact_id: contact.id,
    address: contact.phone ?? '',
    address_name: contact.name,
    // Spoken to: whoever notes it vouches for who it was.
    verified: true,
    about: about ?? `conversation:${id}`,
    owner_id: ctx.actor.memberId,
    language: contact.language,
    last_at: ctx.now,
    last_by: 'member',
    created_at: ctx.now,
  })
  return { ...row, isNew: true }
}
