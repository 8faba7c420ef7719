import { z } from 'zod'
import { organizationOf } from '#modules/directory'
import { instant, words } from '#platform/fields'
import { mailIdOf } from '#platform/mail'
import { type Context, operation } from '#platform/operation'
import { checkSeen } from './check-seen.ts'
import { checkText } from './check-text.ts'
import type { Contradiction } from './contradictions.ts'
import { answerSubject, referencesOf } from './conversation.ts'
import { type ConversationRow, clearDraft, newestReceived } from './conversation-queries.ts'
import { conversationId, saidView } from './conversation-schemas.ts'
import { contradicts, noAddress, sendsInPast, tooLongForPage, writesToMachine } from './errors.ts'
import { noteMentions } from './note-mentions.ts'
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
    close: z.boolean().default(false).meta({ description: 'Nothing is left to do here.' }),
  }),
  output: saidView,
  async run(ctx, { id, text: written, sendAt, reason, lastSeenId, close }) {
    const row = await lockStanding(ctx, id)
    if (row.sort !== 'person') throw writesToMachine()
    // On the customer's page an answer needs no address.
    const onPage = row.channel === 'portal'
    if (!onPage && (row.channel !== 'email' || row.address === '')) throw noAddress()
    if (onPage && written.length > MOST_ON_PAGE) throw tooLongForPage(MOST_ON_PAGE)
    if (sendAt && Temporal.Instant.compare(sendAt, ctx.now) < 0) throw sendsInPast()
    if (lastSeenId !== undefined) await checkSeen(ctx, row, lastSeenId)
    const { flags } = await checkText(ctx, row, written)
    if (flags.length > 0 && reason === undefined) throw contradicts(flags)
    const soonest = ctx.now.add(UNDO)
    const goesAt = sendAt && Temporal.Instant.compare(sendAt, soonest) > 0 ? sendAt : soonest
    const messageId = await queue(ctx, row, written, goesAt, flags.length > 0 ? { flags, reason: reason ?? '' } : null)
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
      data: { conversationId: id, ...(flags.length > 0 ? { contradicts: flags.map(({ code }) => code) } : {}) },
    })
    const task = onPage ? 'conversations.publish_answer' : 'conversations.send_message'
    ctx.later({ name: task, data: { messageId }, runAt: goesAt })
    return saidById(ctx, messageId)
  },
})

async function queue(
  ctx: Context,
  row: ConversationRow,
  written: string,
  sendAt: Temporal.Instant,
  against: { flags: readonly Contradiction[]; reason: string } | null,
): Promise<string> {
  const [id, organization, answered] = [
    ctx.newId(),
    await organizationOf(ctx),
    await newestReceived(ctx.db, ctx.orgId, row.id),
  ]
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
    text: written,
    html: paragraphs(written),
    state: 'queued',
    mail_id: mailIdOf(id, ctx.instance.url),
    in_reply_to: answered?.mail_id ?? null,
    refs: referencesOf(answered?.refs ?? [], answered?.mail_id ?? null),
    contradicts: against && JSON.stringify(against.flags.map(({ code, promise }) => ({ code, promiseId: promise.id }))),
    contradicts_reason: against?.reason ?? null,
    send_at: sendAt,
    created_at: ctx.now,
  })
  return id
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
