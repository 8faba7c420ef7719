import { z } from 'zod'
import { memberNames } from '#modules/accounts'
import { customerIdsIn, customerNames } from '#modules/customers'
import { remedyId } from '#modules/playbooks'
import { about } from '#modules/promises'
import { sheet } from '#platform/csv-sheet'
import { type Context, operation } from '#platform/operation'
import { cursorKeys, pageFrom, pageInput, pageOf } from '#platform/pages'
import { grantNotFound } from './errors.ts'
import { findGrant, listGrantRows } from './queries.ts'
import { period } from './read-budgets.ts'
import { type GrantView, grantView } from './schemas.ts'
import { viewOfGrant, viewsOfGrants } from './view.ts'

export const getGrant = operation({
  name: 'remedies.getGrant',
  effect: 'reads',
  permission: 'remedies.read',
  summary: 'One grant',
  input: z.strictObject({ id: z.uuid().meta({ description: 'The grant.' }) }),
  output: grantView,
  async run(ctx, { id }) {
    const row = await findGrant(ctx.db, ctx.orgId, id)
    if (!row) throw grantNotFound()
    return viewOfGrant(ctx, row)
  },
})

export const listGrants = operation({
  name: 'remedies.listGrants',
  effect: 'reads',
  permission: 'remedies.read',
  summary: 'What was granted, the newest first',
  input: z.strictObject({
    ...pageInput,
    about: about.optional(),
    customerId: z.uuid().optional().meta({ description: 'Only to this customer.' }),
    memberId: z.uuid().optional().meta({ description: 'Only on the authority of this member.' }),
    remedyId: remedyId.optional(),
    period: period.optional(),
  }),
  output: pageOf(grantView),
  async run(ctx, { limit, cursor, about: matter, customerId, ...of }) {
    const narrowed = { ...of, about: matter, customerIds: await customerIdsIn(ctx, customerId) }
    const rows = await listGrantRows(ctx.db, ctx.orgId, narrowed, cursorKeys(cursor, 2), limit + 1)
    const { items, nextCursor } = pageFrom(
      rows,
      limit,
      (row) => [row.created_at.toString(), row.id],
      (row) => row,
    )
    return { items: await viewsOfGrants(ctx, items), nextCursor }
  },
})

/** What was granted as a table. */
export const grantSheet = sheet({
  name: 'remedies.exportGrants',
  file: 'grants',
  list: listGrants,
  find: async (ctx, rows) => ({
    members: await memberNames(ctx, [...new Set(rows.flatMap(({ grantedBy }) => grantedBy ?? []))]),
    customers: await customerNames(ctx, [...new Set(rows.map(({ customerId }) => customerId))]),
  }),
  columns: {
    id: (row) => row.id,
    state: (row) => row.state,
    createdAt: (row) => row.createdAt,
    about: (row) => row.about,
    customerId: (row) => row.customerId,
    customerName: (row, { customers }) => customers.get(row.customerId) ?? null,
    remedyName: (row) => row.remedyName,
    situation: (row) => row.situation,
    amount: (row) => row.amount,
    currency: (row) => row.currency,
    reason: (row) => row.reason,
    grantedByName: (row, { members }) => members.get(row.grantedBy ?? '') ?? null,
    approvalId: (row) => row.approvalId,
    expiresOn: (row) => row.expiresOn,
    takenBackAt: (row) => row.takenBackAt,
    takenBackReason: (row) => row.takenBackReason,
  },
})

const NEWEST = 10

/** What was granted last about a matter and has not been taken back. */
export async function newestGrant(ctx: Context, matter: string): Promise<GrantView | null> {
  const rows = await listGrantRows(ctx.db, ctx.orgId, { about: matter, customerIds: undefined }, null, NEWEST)
  const row = rows.find(({ state }) => state === 'granted')
  return row ? viewOfGrant(ctx, row) : null
}
