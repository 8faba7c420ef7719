import { z } from 'zod'
import {
  contactOf,
  FOLLOW_UP_ANSWERS,
  linkExpired,
  linkRevoked,
  linkState,
  openLink,
  writeByLink,
} from '#modules/conversations'
import { organizationOf } from '#modules/directory'
import { requestHeads } from '#modules/requests'
import { instantText, LANGUAGES, words } from '#platform/fields'
import { type Context, operation } from '#platform/operation'
import { storeAnswer } from './answer-follow-up.ts'
import { nothingAsked } from './errors.ts'
import { answersTo, type FollowUpRow, findFollowUpOf, lockFollowUp, newestAsked } from './queries.ts'
import { answer } from './schemas.ts'
import { requestIdOf } from './view.ts'

const link = {
  viewId: z.uuid().meta({ description: 'The link to the page.' }),
  actionId: z
    .uuid()
    .nullable()
    .default(null)
    .meta({ description: 'The right to answer that came with a mail; null: from the page itself.' }),
}
type Link = { viewId: string; actionId: string | null }

type Opened = { row: FollowUpRow; isOpen: boolean; contactId: string | null }

/**
 * What a link asks: of a mail what that mail asked, of the page what the contact was asked last about its matter.
 * @throws conversations/not_found, conversations/link_revoked, followups/nothing_asked
 */
async function openFollowUp(ctx: Context, { viewId, actionId }: Link): Promise<Opened> {
  const { view, action } = await openLink(ctx, { viewId, actionId })
  const { contact_id: contactId } = view
  if (action?.promise_id && action.about === view.about) {
    const state = linkState(action, ctx.now)
    if (state === 'revoked') throw linkRevoked()
    const row = await findFollowUpOf(ctx.db, ctx.orgId, action.promise_id)
    if (row) return { row, isOpen: state === 'valid', contactId }
  }
  const row = await newestAsked(ctx.db, ctx.orgId, view.about, contactId)
  if (!row) throw nothingAsked()
  const over = (row.asked_at ?? row.ask_at).add(FOLLOW_UP_ANSWERS)
  return { row, isOpen: Temporal.Instant.compare(over, ctx.now) > 0, contactId }
}

export const openFollowUpByLink = operation({
  name: 'followUps.openByLink',
  effect: 'reads',
  permission: 'conversations.track',
  summary: 'What the page of a link asks: whether it went as promised, and what was answered',
  input: z.strictObject(link),
  output: z.object({
    organization: z.object({
      name: z.string().meta({ examples: ['Northside Repairs'] }),
      country: z.string().meta({ examples: ['GB'] }),
      timeZone: z.string().meta({ examples: ['Europe/London'] }),
    }),
    reader: z.object({ language: z.enum(LANGUAGES), timeZone: z.string().meta({ examples: ['Europe/London'] }) }),
    now: instantText,
    subject: z.string().meta({ examples: ['Boiler makes a knocking noise'] }),
    isOpen: z.boolean().meta({ description: 'false: the time to answer is over.', examples: [true] }),
    given: z
      .object({
        answer,
        words: z
          .string()
          .nullable()
          .meta({ examples: ['It still knocks.'] }),
        at: instantText,
      })
      .nullable()
      .meta({ description: 'The answer that counts; null: none yet.' }),
  }),
  async run(ctx, input) {
    const { row, isOpen, contactId } = await openFollowUp(ctx, input)
    const requestId = requestIdOf(row.about) ?? ''
    const [organization, contact, heads, answers] = await Promise.all([
      organizationOf(ctx),
      contactOf(ctx, contactId),
      requestHeads(ctx, [requestId]),
      answersTo(ctx.db, ctx.orgId, [row.id]),
    ])
    const last = answers.at(-1)
    return {
      organization: { name: organization.name, country: organization.country, timeZone: organization.timeZone },
      reader: {
        language: contact?.language ?? organization.language,
        timeZone: contact?.timeZone ?? organization.timeZone,
      },
      now: ctx.now.toString(),
      subject: heads.get(requestId)?.subject ?? '',
      isOpen,
      given: last ? { answer: last.answer as 'yes' | 'no', words: last.words, at: last.at.toString() } : null,
    }
  },
})

export const answerFollowUpByLink = operation({
  name: 'followUps.answerByLink',
  effect: 'writes',
  permission: 'conversations.track',
  summary: 'A customer’s answer to whether it went as promised; a later one stands beside it and counts',
  input: z.strictObject({ ...link, answer, words: words(2000, 'It still knocks.').optional() }),
  output: z.object({ answer }),
  async run(ctx, { answer: said, words: text, ...ids }) {
    const { row: found, isOpen } = await openFollowUp(ctx, ids)
    if (!isOpen) throw linkExpired()
    const row = await lockFollowUp(ctx.db, ctx.orgId, found.id)
    if (!row || row.state === 'planned' || row.state === 'not_asked') throw nothingAsked()
    const { answerId } = await storeAnswer(ctx, row, {
      answer: said,
      words: text ?? null,
      by: 'customer',
      channel: 'portal',
    })
    // What they say to a no is read where everything is that customers write, and answered there.
    if (answerId !== null && said === 'no' && text !== undefined)
      await writeByLink.run(ctx, { viewId: ids.viewId, form: answerId, text })
    return { answer: said }
  },
})
