import { z } from 'zod'
import { customerNames } from '#modules/customers'
import { instant, textOf } from '#platform/fields'
import { operation } from '#platform/operation'
import { countAffected, firstAffected } from './affected-queries.ts'
import { customersOf } from './open-recovery.ts'
import { affectedInput, itemView } from './schemas.ts'

const SAMPLE = 20
const { promiseIds: _, kinds, atRisk, ...asked } = affectedInput
const { promiseId, about, customerId, customerName, wording, dueAt } = itemView.shape

/** What `recoveries.open` would gather, while somebody is choosing. */
export const readAffected = operation({
  name: 'recoveries.readAffected',
  effect: 'reads',
  permission: 'recoveries.read',
  summary: 'How many promises something touches, of how many customers, and the first of them',
  input: z.strictObject({
    ...asked,
    kind: kinds.unwrap().element.optional(),
    atRisk: z
      .enum(['true', 'false'])
      .transform((text) => text === 'true')
      .optional()
      .meta({ description: atRisk.description, examples: ['true'] }),
    dueFrom: instant.optional().meta({ examples: ['2026-11-30T00:00:00Z'] }),
  }),
  output: z.object({
    promises: z
      .number()
      .int()
      .meta({ examples: [40] }),
    customers: z
      .number()
      .int()
      .meta({ examples: [38] }),
    first: z
      .array(z.object({ promiseId, about, customerId, customerName, wording, dueAt }))
      .meta({ description: 'Up to 20, those due soonest.' }),
  }),
  async run(ctx, { kind, ...input }) {
    const by = { ...input, ...(kind === undefined ? {} : { kinds: [kind] }) }
    const customerIds = await customersOf(ctx, by)
    const [count, rows] = await Promise.all([
      countAffected(ctx.db, ctx.orgId, by, customerIds),
      firstAffected(ctx.db, ctx.orgId, by, customerIds, SAMPLE),
    ])
    const names = await customerNames(ctx, [...new Set(rows.flatMap((row) => row.customer_id ?? []))])
    return {
      ...count,
      first: rows.map((row) => ({
        ...{ promiseId: row.id, about: row.about, wording: row.wording, dueAt: textOf(row.due_at) },
        ...{ customerId: row.customer_id, customerName: names.get(row.customer_id ?? '') ?? null },
      })),
    }
  },
})
