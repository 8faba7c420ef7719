import { textOf } from '#platform/fields'
import type { Context } from '#platform/operation'
import { isForTheFirm } from './policy.ts'
import { policyNotFound } from './policy-errors.ts'
import { countOpenByPolicy, findPolicy, type PolicyRow } from './policy-queries.ts'
import type { PolicyView } from './policy-schemas.ts'

/** Policies as the API shows them; what they promised and is open is counted in one statement. */
export async function viewsOfPolicies(ctx: Context, rows: readonly PolicyRow[]): Promise<PolicyView[]> {
  const open = await countOpenByPolicy(
    ctx.db,
    ctx.orgId,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    norm: row.norm as PolicyView['norm'],
    trigger: row.trigger as PolicyView['trigger'],
    enabled: row.enabled,
    version: row.version,
    specVersion: row.spec_version,
    spec: row.spec,
    openPromises: open.get(row.id) ?? 0,
    createdAt: textOf(row.created_at),
    changedAt: textOf(row.changed_at),
    allowed: allowedFor(ctx, row),
  }))
}

function allowedFor(ctx: Context, row: PolicyRow): PolicyView['allowed'] {
  const allowed: PolicyView['allowed'] = []
  if (ctx.actor.may('policies.update')) allowed.push('update')
  if (ctx.actor.may('policies.review')) allowed.push('review')
  if (row.enabled && isForTheFirm(row.spec) && ctx.actor.may('policies.occur')) allowed.push('occur')
  return allowed
}

/** One policy as the API shows it. @throws policies/not_found */
export async function policyById(ctx: Context, id: string): Promise<PolicyView> {
  const row = await findPolicy(ctx.db, ctx.orgId, id)
  const [view] = row ? await viewsOfPolicies(ctx, [row]) : []
  if (!view) throw policyNotFound()
  return view
}
