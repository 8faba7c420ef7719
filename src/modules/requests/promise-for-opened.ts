import { applyPolicies, type PromiseView } from '#modules/promises'
import type { Context } from '#platform/operation'
import { requestNotFound } from './errors.ts'
import { factsOf } from './facts.ts'
import { lockRequest } from './queries.ts'

/** What the policies promise for a request that was opened before they were there. @throws requests/not_found */
export async function promiseForOpened(ctx: Context, requestId: string): Promise<PromiseView[]> {
  const row = await lockRequest(ctx.db, ctx.orgId, requestId)
  if (!row) throw requestNotFound()
  const facts = factsOf(row, row.opened_at)
  return applyPolicies(ctx, { trigger: 'request_opened', about: `request:${requestId}`, facts })
}
