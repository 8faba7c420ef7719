import { z } from 'zod'
import { survivorIdOf } from '#modules/customers'
import { type Context, operation } from '#platform/operation'
import { updateConversationRow } from './conversation-queries.ts'
import { conversationId, conversationView } from './conversation-schemas.ts'
import { conversationById } from './conversation-views.ts'
import { conversationMerged, conversationNotFound, mergesWithItself, notMergeable } from './errors.ts'
import { obstacleTo, together } from './merge.ts'
import { lockConversations, mergeInto } from './merge-queries.ts'
import { refresh } from './refresh.ts'

export const mergeConversations = operation({
  name: 'conversations.merge',
  effect: 'writes',
  permission: 'conversations.update',
  summary: 'Read another conversation of the same customer as part of this one; it can be undone',
  input: z.strictObject({
    id: conversationId,
    otherId: z.uuid().meta({ description: 'What was said in it, and what will be, is read in this one from now on.' }),
  }),
  output: conversationView,
  async run(ctx, { id, otherId }) {
    if (id === otherId) throw mergesWithItself()
    const rows = await lockConversations(ctx.db, ctx.orgId, [id, otherId])
    const [into, other] = [rows.find((row) => row.id === id), rows.find((row) => row.id === otherId)]
    if (!into || !other) throw conversationNotFound()
    if (into.merged_into !== null) throw conversationMerged(into.merged_into)
    if (other.merged_into === id) return conversationById(ctx, id)
    if (other.merged_into !== null) throw conversationMerged(other.merged_into)
    const obstacle = obstacleTo(await asRead(ctx, into), await asRead(ctx, other))
    if (obstacle !== null) throw notMergeable(obstacle)
    await mergeInto(ctx.db, ctx.orgId, otherId, id, ctx.now)
    await refresh(ctx, into, together(into, other))
    ctx.record({
      type: 'conversation.merged',
      subject: `conversation:${otherId}`,
      about: other.about,
      data: { into: id, aboutInto: into.about },
    })
    return conversationById(ctx, id)
  },
})

export const unmergeConversation = operation({
  name: 'conversations.unmerge',
  effect: 'writes',
  permission: 'conversations.update',
  summary: 'A merged conversation stands by itself again, with what was said in it',
  input: z.strictObject({ id: conversationId }),
  output: conversationView,
  async run(ctx, { id }) {
    const [known] = await lockConversations(ctx.db, ctx.orgId, [id])
    if (!known) throw conversationNotFound()
    if (known.merged_into === null) return conversationById(ctx, id)
    const [into] = await lockConversations(ctx.db, ctx.orgId, [known.merged_into])
    await updateConversationRow(ctx.db, ctx.orgId, id, { merged_into: null, merged_at: null })
    await refresh(ctx, known)
    if (into) await refresh(ctx, into)
    ctx.record({
      type: 'conversation.parted',
      subject: `conversation:${id}`,
      about: known.about,
      data: { from: known.merged_into },
    })
    return conversationById(ctx, id)
  },
})

/** A conversation of a customer that is merged into another is the other one's. */
const asRead = async <Row extends { customer_id: string | null }>(ctx: Context, row: Row): Promise<Row> =>
  row.customer_id === null ? row : { ...row, customer_id: await survivorIdOf(ctx, row.customer_id) }
