import { z } from 'zod'
import { type Context, operation } from '#platform/operation'
import { checkReferences } from './check-references.ts'
import { normTaken } from './policy-errors.ts'
import { insertPolicy, insertPolicyVersion } from './policy-queries.ts'
import { norm, policyName, policyView } from './policy-schemas.ts'
import { type PolicySpec, policySpec } from './policy-spec.ts'
import { policyById } from './policy-view.ts'
import type { Norm } from './starter/norms.ts'

export type NewPolicy = { name: string; norm: Norm | null; enabled: boolean; spec: PolicySpec }

/** Adds a policy and its first version. What it says was checked. Null: its norm has one, perhaps since a moment ago. */
export async function addPolicy(ctx: Context, { name, norm, enabled, spec }: NewPolicy): Promise<string | null> {
  const id = ctx.newId()
  const added = await insertPolicy(ctx.db, {
    org_id: ctx.orgId,
    id,
    name,
    norm,
    trigger: spec.trigger,
    enabled,
    version: 1,
    created_at: ctx.now,
  })
  if (!added) return null
  await writeVersion(ctx, id, 1, spec)
  ctx.record({
    type: 'policy.created',
    subject: `policy:${id}`,
    data: { norm, trigger: spec.trigger, enabled, version: 1 },
  })
  return id
}

/** Writes what a policy says from a version on. */
export const writeVersion = (ctx: Context, policyId: string, version: number, spec: PolicySpec): Promise<unknown> =>
  insertPolicyVersion(ctx.db, {
    org_id: ctx.orgId,
    policy_id: policyId,
    version,
    spec,
    created_by: ctx.actor.memberId,
    created_at: ctx.now,
  })

export const createPolicy = operation({
  name: 'policies.create',
  effect: 'writes',
  permission: 'policies.create',
  summary: 'Add a rule that makes promises when something happens',
  input: z.strictObject({
    name: policyName,
    norm: norm.optional(),
    enabled: z
      .boolean()
      .default(true)
      .meta({ examples: [true] }),
    spec: policySpec,
  }),
  output: policyView,
  async run(ctx, input) {
    await checkReferences(ctx, input.spec)
    const id = await addPolicy(ctx, { ...input, norm: input.norm ?? null })
    if (id === null) throw normTaken()
    return policyById(ctx, id)
  },
})
