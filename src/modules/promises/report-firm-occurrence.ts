import { z } from 'zod'
import { invalidField } from '#platform/errors'
import { instant } from '#platform/fields'
import { operation } from '#platform/operation'
import { promiseBy } from './apply-policies.ts'
import { isForTheFirm } from './policy.ts'
import { notForTheFirm, policyNotFound, switchedOff } from './policy-errors.ts'
import { lockPolicy } from './policy-queries.ts'
import { policyId } from './policy-schemas.ts'
import { promiseView } from './schemas.ts'

export const reportFirmOccurrence = operation({
  name: 'policies.occur',
  effect: 'writes',
  permission: 'policies.occur',
  summary: 'Say that something of the whole firm happened, or is planned: the policy makes its promise',
  input: z.strictObject({
    id: policyId,
    at: instant.optional().meta({
      description: 'When it happened, or when what is planned begins. Default: now.',
      examples: ['2026-12-01T08:00:00Z'],
    }),
  }),
  output: z.object({
    promises: z.array(promiseView).meta({ description: 'What it promised; none while its last promise is open.' }),
  }),
  async run(ctx, { id, at = ctx.now }) {
    const policy = await lockPolicy(ctx.db, ctx.orgId, id)
    if (!policy) throw policyNotFound()
    if (!isForTheFirm(policy.spec)) throw notForTheFirm()
    if (!policy.enabled) throw switchedOff()
    if (!policy.spec.ahead && Temporal.Instant.compare(at, ctx.now) > 0)
      throw invalidField('policies/in_future', 'at', 'Must not lie in the future. Say so once it has happened.')
    const about = `policy:${id}`
    ctx.record({ type: 'policy.occurred', subject: about, data: { what: policy.spec.trigger, at: at.toString() } })
    const promises = await promiseBy(ctx, [policy], { trigger: policy.spec.trigger, about, facts: { at } })
    return { promises }
  },
})
