import { z } from 'zod'
import { textOf } from '#platform/fields'
import { operation } from '#platform/operation'
import { cursorKeys, pageFrom, pageInput, pageOf } from '#platform/pages'
import { policyNotFound } from './policy-errors.ts'
import { findPolicy, listPolicyRows, listVersionRows } from './policy-queries.ts'
import { policyId, policyVersionView, policyView } from './policy-schemas.ts'
import { policyById, viewsOfPolicies } from './policy-view.ts'

export const listPolicies = operation({
  name: 'policies.list',
  effect: 'reads',
  permission: 'policies.read',
  summary: 'The rules that make promises when something happens, oldest first',
  input: z.strictObject(pageInput),
  output: pageOf(policyView),
  async run(ctx, { limit, cursor }) {
    const rows = await listPolicyRows(ctx.db, ctx.orgId, cursorKeys(cursor, 1), limit + 1)
    const page = pageFrom(
      rows,
      limit,
      (row) => [row.id],
      (row) => row,
    )
    return { items: await viewsOfPolicies(ctx, page.items), nextCursor: page.nextCursor }
  },
})

export const getPolicy = operation({
  name: 'policies.get',
  effect: 'reads',
  permission: 'policies.read',
  summary: 'One policy',
  input: z.strictObject({ id: policyId }),
  output: policyView,
  run: (ctx, { id }) => policyById(ctx, id),
})

export const listPolicyVersions = operation({
  name: 'policies.listVersions',
  effect: 'reads',
  permission: 'policies.read',
  summary: 'What a policy said and says, the newest first; a running promise keeps the version it was made under',
  input: z.strictObject({ id: policyId, ...pageInput }),
  output: pageOf(policyVersionView),
  async run(ctx, { id, limit, cursor }) {
    const before = cursorKeys(cursor, 1)?.[0] ?? null
    if (!(await findPolicy(ctx.db, ctx.orgId, id))) throw policyNotFound()
    const rows = await listVersionRows(ctx.db, ctx.orgId, id, before, limit + 1)
    return pageFrom(
      rows,
      limit,
      (row) => [String(row.version)],
      (row) => ({
        version: row.version,
        spec: row.spec,
        createdBy: row.created_by,
        createdAt: textOf(row.created_at),
        promises: row.promises,
      }),
    )
  },
})
