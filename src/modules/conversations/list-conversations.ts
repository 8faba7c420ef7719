import { z } from 'zod'
import { ownersOf, whose } from '#modules/promises'
import { flag } from '#platform/fields'
import { operation } from '#platform/operation'
import { cursorKeys, pageFrom, pageInput, pageOf } from '#platform/pages'
import { countWaiting, listConversationRows, orderOf, SHOWS } from './conversation-queries.ts'
import { channel, conversationView } from './conversation-schemas.ts'
import { viewsOfConversations } from './conversation-views.ts'

export const listConversations = operation({
  name: 'conversations.list',
  effect: 'reads',
  permission: 'conversations.read',
  summary: 'The inbox: who waits for an answer, by what was promised, the longest first; or other conversations',
  input: z.strictObject({
    ...pageInput,
    show: z
      .enum(SHOWS)
      .default('waiting')
      .meta({
        description: 'waiting: for an answer of ours. The others come by their last message, the newest first.',
        examples: ['waiting'],
      }),
    whose: whose.optional(),
    ownerId: z.uuid().optional(),
    unowned: flag.optional().meta({ description: 'true: nobody sees to it yet.', examples: ['true'] }),
    customerId: z.uuid().optional(),
    about: z
      .string()
      .max(100)
      .optional()
      .meta({ examples: ['request:01938c1e-7a00-7000-8000-000000000002'] }),
    channel: channel.optional(),
    verified: flag.optional().meta({ description: 'Whether its sender is proven.', examples: ['true'] }),
  }),
  output: pageOf(conversationView),
  async run(ctx, { limit, cursor, whose: which, ownerId, ...filter }) {
    const owners = which === undefined ? null : await ownersOf(ctx, which)
    const ownerIds = ownerId !== undefined ? [ownerId] : owners?.memberIds
    const keys = cursorKeys(cursor, 2)
    const rows = await listConversationRows(ctx.db, ctx.orgId, { ...filter, ownerIds }, keys, limit + 1)
    const by = orderOf(filter.show)
    const page = pageFrom(
      rows,
      limit,
      (row) => [(row[by] ?? row.last_at).toString(), row.id],
      (row) => row,
    )
    return { items: await viewsOfConversations(ctx, page.items), nextCursor: page.nextCursor }
  },
})

const MOST_COUNTED = 1000

export const countConversations = operation({
  name: 'conversations.count',
  effect: 'reads',
  permission: 'conversations.read',
  summary: 'How many customers wait for an answer',
  input: z.strictObject({}),
  output: z.object({
    waiting: z.number().int().min(0).max(MOST_COUNTED).meta({ description: 'At most 1000 are counted.' }),
    late: z.number().int().min(0).meta({ description: 'Of these, beyond what was promised.' }),
  }),
  run: (ctx) => countWaiting(ctx.db, ctx.orgId, ctx.now, MOST_COUNTED),
})
