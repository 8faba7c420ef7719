import { z } from 'zod'
import { stale } from '#platform/errors'
import { canonicalJson } from '#platform/events'
import { ifVersion } from '#platform/fields'
import { operation } from '#platform/operation'
import { checkReferences } from './check-references.ts'
import { writeVersion } from './create-policy.ts'
import { policyNotFound } from './policy-errors.ts'
import { lockPolicy, updatePolicyRow } from './policy-queries.ts'
import { policyId, policyName, policyView } from './policy-schemas.ts'
import { policySpec } from './policy-spec.ts'
import { policyById } from './policy-view.ts'

export const updatePolicy = operation({
  name: 'policies.update',
  effect: 'writes',
  permission: 'policies.update',
  summary: 'Rename a policy, switch it on or off, or change what it says; running promises keep their version',
  input: z.strictObject({
    id: policyId,
    ifVersion,
    name: policyName.optional(),
    enabled: z
      .boolean()
      .optional()
      .meta({ examples: [true] }),
    spec: policySpec.optional(),
  }),
  output: policyView,
  async run(ctx, { id, ifVersion: read, name, enabled, spec }) {
    const row = await lockPolicy(ctx.db, ctx.orgId, id)
    if (!row) throw policyNotFound()
    if (read !== undefined && read !== row.version) throw stale('policies', 'policy', row.version)
    const says = spec !== undefined && canonicalJson(spec) !== canonicalJson(row.spec) ? spec : null
    if (says) await checkReferences(ctx, says)
    const fields = [
      ...(name !== undefined && name !== row.name ? ['name'] : []),
      ...(enabled !== undefined && enabled !== row.enabled ? ['enabled'] : []),
      ...(says ? ['spec'] : []),
    ]
    if (fields.length === 0) return policyById(ctx, id)
    await updatePolicyRow(ctx.db, ctx.orgId, id, {
      ...(name === undefined ? {} : { name }),
      ...(enabled === undefined ? {} : { enabled }),
      ...(says ? { trigger: says.trigger } : {}),
    })
    const version = row.version + 1
    if (says) await writeVersion(ctx, id, version, says)
    ctx.record({
      type: 'policy.changed',
      subject: `policy:${id}`,
      data: { fields, version, enabled: enabled ?? row.enabled },
    })
    return policyById(ctx, id)
  },
})
