import { z } from 'zod'
import { customerIdsIn } from '#modules/customers'
import { ownersOf, whose } from '#modules/promises'
import { flag, instantText } from '#platform/fields'
import { type Context, operation } from '#platform/operation'
import { cursorKeys, pageFrom, pageInput, pageOf } from '#platform/pages'
import {
  type ConversationFilter,
  conversationIdsMatching,
  countWaiting,
  listConversationRows,
  orderOf,
  SHOWS,
} from './conversation-queries.ts'
import { channel, conversationView } from './conversation-schemas.ts'
import { viewsOfConversations } from './conversation-views.ts'
import { conversationsMentioning } from './mention-queries.ts'
import { hitsIn, searchedFor } from './search-conversations.ts'

const hit = z
  .object({
    messageId: z.uuid(),
    direction: z.enum(['in', 'out', 'note']),
    at: instantText,
    text: z.string().meta({ description: 'A piece of what was said.', examples: ['The boiler knocks at night.'] }),
    ranges: z
      .array(z.object({ start: z.number().int().min(0), end: z.number().int().min(0) }))
      .meta({ description: 'Where in it the words stand: UTF-16 offsets.', examples: [[{ start: 4, end: 10 }]] }),
  })
  .nullable()
  .meta({ description: 'With q: the newest message that says it. null: its customer is called so.' })

export const listConversations = operation({
  name: 'conversations.list',
  effect: 'reads',
  permission: 'conversations.read',
  summary: 'The inbox: who waits for an answer, by what was promised, the longest first; or other conversations',
  input: z.strictObject({
    ...pageInput,
    q: z
      .string()
      .max(200)
      .optional()
      .meta({
        description:
          'Words of what was said, subjects, names, addresses and names of files: beginnings, other forms, without accents; where nothing says them, parts of words and slips.',
        examples: ['boiler'],
      }),
    show: z
      .enum(SHOWS)
      .optional()
      .meta({
        description:
          'waiting: for an answer of ours. The others come by their last message, the newest first. Default: waiting; with q or mentioned: all.',
        examples: ['waiting'],
      }),
    whose: whose.optional(),
    ownerId: z.uuid().optional(),
    unowned: flag.optional().meta({ description: 'true: nobody sees to it yet.', examples: ['true'] }),
    mentioned: flag.optional().meta({ description: 'true: a note in it names you.', examples: ['true'] }),
    customerId: z.uuid().optional(),
    about: z
      .string()
      .max(100)
      .optional()
      .meta({ examples: ['request:01938c1e-7a00-7000-8000-000000000002'] }),
    channel: channel.optional(),
    verified: flag.optional().meta({ description: 'Whether its sender is proven.', examples: ['true'] }),
  }),
  output: pageOf(conversationView.extend({ hit })),
  async run(ctx, { limit, cursor, ...asked }) {
    const filter = await filterOf(ctx, asked)
    const keys = cursorKeys(cursor, 2)
    const rows = await listConversationRows(ctx.db, ctx.orgId, filter, keys, limit + 1)
    const by = orderOf(filter.show)
    const page = pageFrom(
      rows,
      limit,
      (row) => [(row[by] ?? row.last_at).toString(), row.id],
      (row) => row,
    )
    const hits = await hitsIn(
      ctx,
      page.items.map(({ id }) => id),
      filter.searched ?? null,
    )
    const views = await viewsOfConversations(ctx, page.items)
    return { items: views.map((view) => ({ ...view, hit: hits.get(view.id) ?? null })), nextCursor: page.nextCursor }
  },
})

type Asked = Omit<z.output<typeof listConversations.input>, 'limit' | 'cursor'>

async function filterOf(
  ctx: Context,
  { q, show, whose: which, ownerId, mentioned, customerId, ...filter }: Asked,
): Promise<ConversationFilter> {
  const owners = which === undefined ? null : await ownersOf(ctx, which)
  const ids = mentioned ? await conversationsMentioning(ctx.db, ctx.orgId, ctx.actor.memberId) : undefined
  return {
    ...filter,
    customerIds: await customerIdsIn(ctx, customerId),
    show: show ?? (q || mentioned ? 'all' : 'waiting'),
    ownerIds: ownerId !== undefined ? [ownerId] : owners?.memberIds,
    ids,
    searched: await searchedFor(ctx, q),
  }
}

/** Ids of the conversations that the list would show on all its pages, in its order, at most `limit`. */
export const findConversationIds = async (
  ctx: Context,
  { limit: _, cursor: __, ...asked }: z.output<typeof listConversations.input>,
  limit: number,
): Promise<string[]> => conversationIdsMatching(ctx.db, ctx.orgId, await filterOf(ctx, asked), limit)

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
