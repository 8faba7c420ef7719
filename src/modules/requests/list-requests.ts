import { z } from 'zod'
import { customerIdsIn, findCustomerIdsNamed } from '#modules/customers'
import { flag, idList, instant } from '#platform/fields'
import { type Context, operation } from '#platform/operation'
import { cursorKeys, pageFrom, pageInput, pageOf } from '#platform/pages'
import { wordsOf } from '#platform/search'
import { likeIds, listRequestRows, ORDERS, requestIdsMatching, saidIds } from './queries.ts'
import { kind, requestView } from './schemas.ts'
import { viewsOf } from './view.ts'

export const listRequests = operation({
  name: 'requests.list',
  effect: 'reads',
  permission: 'requests.read',
  summary: 'Requests: search, filter, page',
  input: z.strictObject({
    ...pageInput,
    q: z
      .string()
      .max(200)
      .optional()
      .meta({
        description:
          'Words of the subject, number, external id, category, area or customer: beginnings, other forms, without accents, in spite of slips.',
        examples: ['boiler'],
      }),
    status: z.enum(['open', 'closed']).optional(),
    kind: kind.optional(),
    source: z
      .string()
      .max(100)
      .optional()
      .meta({ examples: ['console'] }),
    serviceId: z.uuid().optional(),
    customerId: z.uuid().optional(),
    ownerId: z.uuid().optional(),
    importId: z.uuid().optional(),
    followed: flag.optional().meta({ description: 'false: imported history.', examples: ['true'] }),
    exceptional: flag.optional().meta({ description: 'true: marked as exceptional.', examples: ['false'] }),
    ids: idList,
    openedFrom: instant.optional().meta({ examples: ['2026-11-01T00:00:00Z'] }),
    openedBefore: instant.optional().meta({ examples: ['2026-12-01T00:00:00Z'] }),
    order: z
      .enum(ORDERS)
      .default('newest')
      .meta({ description: 'By when they were opened; lastClosed: closed ones, by when they were closed.' }),
  }),
  output: pageOf(requestView),
  async run(ctx, { limit, cursor, order, q, ...filter }) {
    const after = cursorKeys(cursor, 2)
    const rows = await listRequestRows(ctx.db, ctx.orgId, await withTerms(ctx, q, filter), order, after, limit + 1)
    const page = pageFrom(
      rows,
      limit,
      (row) => [(order === 'lastClosed' ? row.closed_at : row.opened_at)?.toString() ?? '', row.id],
      (row) => row,
    )
    return { items: await viewsOf(ctx, page.items), nextCursor: page.nextCursor }
  },
})

/** Of a slip that could mean much, the rest would be guesses. */
const MOST_ALIKE = 500

async function withTerms<Filter extends { customerId?: string | undefined }>(
  ctx: Context,
  q: string | undefined,
  { customerId, ...given }: Filter,
) {
  const filter = { ...given, customerIds: await customerIdsIn(ctx, customerId) }
  const words = wordsOf(q)
  if (words.length === 0) return { ...filter, words, said: null, named: [] }
  const said = await saidIds(ctx.db, ctx.orgId, words)
  const named = await findCustomerIdsNamed(ctx, q ?? '')
  // Where a customer is meant, requests that look alike are not.
  const none = said?.length === 0 && named.length === 0
  return { ...filter, words, said: none ? await likeIds(ctx.db, ctx.orgId, words, MOST_ALIKE) : said, named }
}

type Listed = z.output<typeof listRequests.input>

/** Ids of the requests that the list would show on all its pages, at most `limit`; the newest first. */
export async function findRequestIds(
  ctx: Context,
  { limit: _, cursor: __, order: ___, q, ...filter }: Listed,
  limit: number,
): Promise<string[]> {
  return requestIdsMatching(ctx.db, ctx.orgId, await withTerms(ctx, q, filter), limit)
}
