import { z } from 'zod'
import { organizationOf } from '#modules/directory'
import { operation } from '#platform/operation'
import { addPolicy } from './create-policy.ts'
import { findPolicy, policiesOfNorms } from './policy-queries.ts'
import { industry, norm, policyId, policyView } from './policy-schemas.ts'
import { policySpec } from './policy-spec.ts'
import { viewsOfPolicies } from './policy-view.ts'
import { INDUSTRIES } from './starter/norms.ts'
import { starterSet } from './starter-policies.ts'

export const readStarterSet = operation({
  name: 'policies.readStarterSet',
  effect: 'reads',
  permission: 'policies.read',
  summary: 'The policies to start with: what customers expect by channel and situation, in the words of an industry',
  input: z.strictObject({ industry: industry.default('general') }),
  output: z.object({
    industries: z.array(industry),
    norms: z.array(
      z.object({
        code: norm,
        name: z.string().meta({ examples: ['First reply to e-mails'] }),
        spec: policySpec,
        policyId: policyId.nullable().meta({ description: 'The policy that answers it already.' }),
      }),
    ),
  }),
  async run(ctx, { industry: chosen }) {
    const [{ language }, present] = await Promise.all([organizationOf(ctx), policiesOfNorms(ctx.db, ctx.orgId)])
    return {
      industries: [...INDUSTRIES],
      norms: starterSet(chosen, language).map(({ norm: code, name, spec }) => ({
        code,
        name,
        spec,
        policyId: present.get(code) ?? null,
      })),
    }
  },
})

export const installStarterSet = operation({
  name: 'policies.installStarterSet',
  effect: 'writes',
  permission: 'policies.create',
  summary: 'Add the policies to start with; a norm that has its policy is left as it is',
  input: z.strictObject({
    industry,
    norms: z
      .array(norm)
      .min(1)
      .max(50)
      .optional()
      .meta({ description: 'Default: all of them.', examples: [['email', 'repeated_question']] }),
  }),
  output: z.object({
    created: z.array(policyView),
    present: z.array(norm).meta({ description: 'Norms that had their policy already.' }),
  }),
  async run(ctx, { industry: chosen, norms }) {
    const [{ language }, present] = await Promise.all([organizationOf(ctx), policiesOfNorms(ctx.db, ctx.orgId)])
    const wanted = starterSet(chosen, language).filter((policy) => norms === undefined || norms.includes(policy.norm))
    const added = new Map<string, string>()
    for (const { norm: code, name, spec } of wanted) {
      // Somebody else may install it at the same time: then it is theirs that stands.
      const id = present.has(code) ? null : await addPolicy(ctx, { name, norm: code, enabled: true, spec })
      if (id !== null) added.set(code, id)
    }
    const rows = await Promise.all([...added.values()].map((id) => findPolicy(ctx.db, ctx.orgId, id)))
    return {
      created: await viewsOfPolicies(
        ctx,
        rows.filter((row) => row !== undefined),
      ),
      present: wanted.map((policy) => policy.norm).filter((code) => !added.has(code)),
    }
  },
})
