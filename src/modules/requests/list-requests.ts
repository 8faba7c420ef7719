import { z } from 'zod'
import { findCustomerIdsNamed } from '#modules/customers'
import { flag, instant } from '#platform/fields'
import { operation } from '#platform/operation'
import { cursorKeys, pageFrom, pageInput, pageOf } from '#platform/pages'
import { listRequestRows } from './queries.ts'
import { kind, requestView } from './schemas.ts'
import { searchTerms } from './search-terms.ts'
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
        description: 'Words of the subject, number, external id, category, area or customer.',
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
    openedFrom: instant.optional().meta({ examples: ['2026-11-01T00:00:00Z'] }),
    openedBefore: instant.optional().meta({ examples: ['2026-12-01T00:00:00Z'] }),
    order: z.enum(['newest', 'oldest']).default('newest').meta({ description: 'By when they were opened.' }),
  }),
  output: pageOf(requestView),
  async run(ctx, { limit, cursor, order, q, ...filter }) {
    const after = cursorKeys(cursor, 2)
    const terms = searchTerms(q)
    const named = terms === null ? [] : await findCustomerIdsNamed(ctx, q ?? '')
    const rows = await listRequestRows(ctx.db, ctx.orgId, { ...filter, terms, named }, order, after, limit + 1)
    const page = pageFrom(
      rows,
      limit,
      (row) => [row.opened_at.toString(), row.id],
      (row) => row,
    )
    return { items: await viewsOf(ctx, page.items), nextCursor: page.nextCursor }
  },
})
