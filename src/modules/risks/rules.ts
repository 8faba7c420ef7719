import { z } from 'zod'
import type { Context } from '#platform/operation'
import { findRules, type RulesRow } from './rules-queries.ts'

const chance = z.number().min(0).lt(1)

export const promiseRules = z.object({
  atRiskBelow: chance
    .gt(0)
    .meta({ description: 'A promise whose chance falls below this is at risk.', examples: [0.5] }),
  floor: chance.meta({
    description: 'A promise that is made with a chance below this takes a reason. 0: none does.',
    examples: [0.8],
  }),
  hardFloor: z
    .boolean()
    .meta({ description: 'Below the floor nothing is promised, with a reason or without.', examples: [false] }),
})
export type PromiseRules = z.infer<typeof promiseRules>

export const promiseRulesView = promiseRules.extend({ version: z.number().int().min(1) })

const DEFAULTS: RulesRow = { at_risk_below: 0.5, floor: 0.8, hard_floor: false, version: 1 }

export const viewOfRules = (row: RulesRow = DEFAULTS): z.infer<typeof promiseRulesView> => ({
  atRiskBelow: row.at_risk_below,
  floor: row.floor,
  hardFloor: row.hard_floor,
  version: row.version,
})

/** What the organization wants of its promises. */
export const rulesOf = async (ctx: Pick<Context, 'db' | 'orgId'>): Promise<PromiseRules> =>
  viewOfRules(await findRules(ctx.db, ctx.orgId))
