import { z } from 'zod'
import { instantText, textOf } from '#platform/fields'
import { operation } from '#platform/operation'
import { cursorKeys, pageFrom, pageInput, pageOf } from '#platform/pages'
import { findConversation, findDraft, messagesIn } from './conversation-queries.ts'
import { conversationId, conversationView, saidView } from './conversation-schemas.ts'
import { conversationById } from './conversation-views.ts'
import { conversationNotFound } from './errors.ts'
import { mergedInto } from './merge-queries.ts'
import { viewsOfSaid } from './said-views.ts'

export const getConversation = operation({
  name: 'conversations.get',
  effect: 'reads',
  permission: 'conversations.read',
  summary: 'A conversation, with what you have begun to write in it',
  input: z.strictObject({ id: conversationId }),
  output: conversationView.extend({
    draft: z
      .string()
      .nullable()
      .meta({ examples: ['We have the part and'] }),
    merged: z
      .array(
        conversationView
          .pick({ id: true, channel: true, subject: true, about: true })
          .extend({ mergedAt: instantText }),
      )
      .meta({ description: 'Conversations that are read as part of it.' }),
  }),
  async run(ctx, { id }) {
    const [view, draft, merged] = await Promise.all([
      conversationById(ctx, id),
      findDraft(ctx.db, ctx.orgId, id, ctx.actor.memberId),
      mergedInto(ctx.db, ctx.orgId, id),
    ])
    return {
      ...view,
      draft,
      merged: merged.map(({ id: part, channel, subject, about, merged_at }) => ({
        ...{ id: part, channel: channel as typeof view.channel, subject, about },
        mergedAt: textOf(merged_at ?? ctx.now),
      })),
    }
  },
})

export const readConversation = operation({
  name: 'conversations.listSaid',
  effect: 'reads',
  permission: 'conversations.read',
  summary: 'What was said in a conversation, newest first: mails, answers, notes, calls',
  input: z.strictObject({ id: conversationId, ...pageInput }),
  output: pageOf(saidView),
  async run(ctx, { id, limit, cursor }) {
    if (!(await findConversation(ctx.db, ctx.orgId, id))) throw conversationNotFound()
    const rows = await messagesIn(ctx.db, ctx.orgId, id, cursorKeys(cursor, 2), limit + 1)
    const page = pageFrom(
      rows,
      limit,
      (row) => [row.created_at.toString(), row.id],
      (row) => row,
    )
    return { items: await viewsOfSaid(ctx, page.items), nextCursor: page.nextCursor }
  },
})
