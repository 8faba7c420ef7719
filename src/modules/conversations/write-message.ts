import { z } from 'zod'
import { organizationOf } from '#modules/directory'
import { countSaidAnyway, needReason, refuseUnfilled, type SaidFlag } from '#modules/promises'
import { instant, words } from '#platform/fields'
import { mailIdOf } from '#platform/mail'
import { type Context, operation } from '#platform/operation'
import { renderFooter } from './answer-footer.ts'
import { checkSeen } from './check-seen.ts'
import { checkText } from './check-text.ts'
import { contactOf } from './contact-of.ts'
import { answerSubject, referencesOf } from './conversation.ts'
import { type ConversationRow, clearDraft, newestReceived } from './conversation-queries.ts'
import { conversationId, saidView } from './conversation-schemas.ts'
import { noAddress, sendsInPast, tooLongForPage, writesToMachine } from './errors.ts'
import { makeLinks } from './make-links.ts'
import { withoutMarker } from './message.ts'
import { noteMentions } from './note-mentions.ts'
import { type MadeWith, makePromised, promisedInput, tieToMessage } from './promised-in.ts'
import { insertMessage } from './queries.ts'
import { refresh } from './refresh.ts'
import { saidById } from './said-views.ts'
import { lockStanding } from './thread.ts'
import { paragraphs } from './written-html.ts'

/** In which it can be taken back. */
const UNDO = { seconds: 10 }
/** Characters of an answer that is read on the customer's page. */
const MOST_ON_PAGE = 5_000
const text = words(50_000, 'We have the part, and the colour is the right one.')

export const writeMessage = operation({
  name: 'conversations.write',
  effect: 'writes',
  permission: 'conversations.write',
  summary: 'Write to the customer; it goes out after ten seconds, in which it can be taken back, or when you say',
  input: z.strictObject({
    id: conversationId,
    text,
    sendAt: instant.optional().meta({ description: 'Default: in ten seconds.', examples: ['2026-11-27T08:00:00Z'] }),
    reason: words(1000, 'The customer asked for it on the telephone.')
      .optional()
      .meta({ description: 'Why it is sent although it contradicts what was promised. Not told to the customer.' }),
    lastSeenId: z
      .uuid()
      .optional()
      .meta({ description: 'The newest message that you have read: what others have written since is refused.' }),
    promises: promisedInput,
    close: z.boolean().default(false).meta({ description: 'Nothing is left to do here.' }),
  }),
  output: saidView,
  async run(ctx, { id, text: written, sendAt, reason, lastSeenId, promises, close }) {
    const row = await lockStanding(ctx, id)
    if (row.sort !== 'person') throw writesToMachine()
    // On the customer's page an answer needs no address.
    const onPage = row.channel === 'portal'
    if (!onPage && (row.channel !== 'email' || row.address === '')) throw noAddress()
    if (onPage && written.length > MOST_ON_PAGE) throw tooLongForPage(MOST_ON_PAGE)
    if (sendAt && Temporal.Instant.compare(sendAt, ctx.now) < 0) throw sendsInPast()
    if (lastSeenId !== undefined) await checkSeen(ctx, row, lastSeenId)
    refuseUnfilled(written)
    const { flags, language } = await checkText(ctx, row, written, { recorded: promises })
    needReason(flags, reason)
    const { about, customer_id: customerId, contact_id: contactId, owner_id: ownerId, channel } = row
    const made = await makePromised(ctx, promises, {
      ...{ about, customerId, contactId, language, reason },
      ownerId: ctx.actor.memberId ?? ownerId,
    })
    const soonest = ctx.now.add(UNDO)
    const goesAt = sendAt && Temporal.Instant.compare(sendAt, soonest) > 0 ? sendAt : soonest
    const against = flags.filter(({ needsReason }) => needsReason)
    const messageId = await queue(ctx, row, written, goesAt, { made, against, reason })
    await tieToMessage(ctx, messageId, made)
    await countSaidAnyway(ctx, against, { about, customerId, channel, messageId, reason })
    await clearDraft(ctx.db, ctx.orgId, id, ctx.actor.memberId)
    await refresh(ctx, row, {
      last_at: ctx.now,
      last_by: 'member',
      owner_id: row.owner_id ?? ctx.actor.memberId,
      ...(close ? { state: 'closed' } : {}),
    })
    ctx.record({
      type: 'message.queued',
      subject: `message:${messageId}`,
      about: row.about,
      data: {
        conversationId: id,
        ...(against.length > 0 ? { contradicts: against.map(({ code }) => code) } : {}),
        ...(made.length > 0 ? { promiseIds: made.map(({ promise }) => promise.id) } : {}),
      },
    })
    const task = onPage ? 'conversations.publish_answer' : 'conversations.send_message'
    ctx.later({ name: task, data: { messageId }, runAt: goesAt })
    return saidById(ctx, messageId)
  },
})

type Beside = { made: readonly MadeWith[]; against: readonly SaidFlag[]; reason: string | undefined }

async function queue(
  ctx: Context,
  row: ConversationRow,
  written: string,
  sendAt: Temporal.Instant,
  { made, against, reason }: Beside,
): Promise<string> {
  const [id, organization, answered] = [
    ctx.newId(),
    await organizationOf(ctx),
    await newestReceived(ctx.db, ctx.orgId, row.id),
  ]
  const below = row.channel === 'email' && made.length > 0 ? await belowAnswer(ctx, row, made) : null
  const said = below === null ? written : withoutMarker(written)
  await insertMessage(ctx.db, {
    org_id: ctx.orgId,
    id,
    conversation_id: row.id,
    direction: 'out',
    written: true,
    member_id: ctx.actor.memberId,
    about: row.about,
    customer_id: row.customer_id,
    contact_id: row.contact_id,
    channel: row.channel,
    to_address: row.address,
    language: row.language ?? organization.language,
    subject: answered ? answerSubject(row.subject) : row.subject,
    text: said,
    html: paragraphs(said, below?.footer.html ?? null),
    footer: below?.footer.text ?? null,
    link_id: below?.links?.viewId ?? null,
    action_link_id: below?.links?.actionId ?? null,
    state: 'queued',
    mail_id: mailIdOf(id, ctx.instance.url),
    in_reply_to: answered?.mail_id ?? null,
    refs: referencesOf(answered?.refs ?? [], answered?.mail_id ?? null),
    contradicts:
      against.length === 0
        ? null
        : JSON.stringify(against.map(({ code, promise }) => ({ code, promiseId: promise?.id ?? null }))),
    contradicts_reason: against.length === 0 ? null : (reason ?? null),
    send_at: sendAt,
    created_at: ctx.now,
  })
  return id
}

/** The promises as they are recorded, in the words and the zone of whoever reads them, with the link to follow or answer. */
async function belowAnswer(ctx: Context, row: ConversationRow, made: readonly MadeWith[]) {
  const [{ name, country, timeZone: zone, language }, contact] = await Promise.all([
    organizationOf(ctx),
    contactOf(ctx, row.contact_id),
  ])
  const promises = made.map(({ promise }) => promise)
  const footer = await renderFooter({
    ...{ promises, organization: { name, country, zone }, now: ctx.now },
    recipient: { language: contact?.language ?? language, zone: contact?.timeZone ?? zone },
  })
  const asked = promises.find(({ state }) => state === 'proposed') ?? promises[0]
  return { footer, links: asked ? await makeLinks(ctx, asked) : null }
}

export const writeNote = operation({
  name: 'conversations.note',
  effect: 'writes',
  permission: 'conversations.write',
  summary: 'Write a note that colleagues see',
  input: z.strictObject({
    id: conversationId,
    text,
    mentions: z
      .array(z.uuid())
      .max(20)
      .optional()
      .meta({ description: 'Members whom it names; each is told.', examples: [[]] }),
  }),
  output: saidView,
  async run(ctx, { id, text: written, mentions = [] }) {
    const row = await lockStanding(ctx, id)
    const [noteId, organization] = [ctx.newId(), await organizationOf(ctx)]
    await insertMessage(ctx.db, {
      org_id: ctx.orgId,
      id: noteId,
      conversation_id: id,
      direction: 'note',
      written: true,
      member_id: ctx.actor.memberId,
      about: row.about,
      customer_id: row.customer_id,
      contact_id: row.contact_id,
      channel: row.channel,
      to_address: '',
      language: organization.language,
      subject: row.subject,
      text: written,
      html: '',
      state: 'written',
      mail_id: mailIdOf(noteId, ctx.instance.url),
      created_at: ctx.now,
    })
    ctx.record({
      type: 'conversation.noted',
      subject: `conversation:${id}`,
      about: row.about,
      data: { messageId: noteId },
    })
    await noteMentions(ctx, mentions, { conversationId: id, messageId: noteId, about: row.about })
    return saidById(ctx, noteId)
  },
})
