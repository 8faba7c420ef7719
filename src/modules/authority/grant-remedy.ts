import { z } from 'zod'
import { amount, offeredRemedy, type RemedyView } from '#modules/playbooks'
import { operation } from '#platform/operation'
import { granterOf } from './budget.ts'
import { amountFixed, amountNeeded } from './errors.ts'
import { giveRemedy } from './give-remedy.ts'
import { granting, grantView, leftView } from './schemas.ts'
import { viewOfGrant } from './view.ts'

/** How much it costs: what the library says, else what was chosen. @throws authority/amount_needed, authority/amount_fixed */
export function amountOf({ cost }: RemedyView, chosen: number | undefined): number {
  if (cost === null) {
    if (chosen === undefined) throw amountNeeded()
    return chosen
  }
  if (chosen !== undefined && chosen !== cost) throw amountFixed(cost)
  return cost
}

export const grantRemedy = operation({
  name: 'remedies.grant',
  effect: 'writes',
  permission: 'remedies.grant',
  summary: 'Grant a remedy within your limits; beyond them the answer says what is left, and a colleague can be asked',
  input: z.strictObject(granting),
  output: z.object({
    decision: z.enum(['granted', 'needs_approval']),
    amount: amount.meta({ description: 'What it comes to.' }),
    grant: grantView.nullable().meta({ description: 'null: nothing was granted.' }),
    left: leftView.nullable().meta({ description: 'What you may grant of it; null where it was granted.' }),
  }),
  async run(ctx, { remedyId, amount: chosen, ...giving }) {
    const remedy = await offeredRemedy(ctx, remedyId)
    const cost = amountOf(remedy, chosen)
    const given = await giveRemedy(ctx, remedy, { ...giving, amount: cost }, granterOf(ctx.actor), null)
    if ('left' in given) return { decision: 'needs_approval' as const, amount: cost, grant: null, left: given.left }
    return { decision: 'granted' as const, amount: cost, grant: await viewOfGrant(ctx, given.grant), left: null }
  },
})
