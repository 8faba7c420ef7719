import { z } from 'zod'
import { instantText, textOrNull } from '#platform/fields'
import type { Context } from '#platform/operation'
import { atRiskIds, countAtRiskRows, findSaid, type RiskRow, risksByPromise } from './queries.ts'
import { REASONS } from './risk.ts'
import { rulesOf } from './rules.ts'

type Reader = Pick<Context, 'db' | 'orgId' | 'now'>

const chance = z.number().min(0).max(1)

export const riskView = z.object({
  chance: chance
    .nullable()
    .meta({ description: 'Of being kept, as of `at`. null: nothing can be said, for `reason`.', examples: [0.83] }),
  at: instantText.nullable().meta({ description: 'When that was estimated.' }),
  atRisk: z.boolean().meta({ description: 'It fell below the organization’s threshold.', examples: [false] }),
  reason: z
    .enum(REASONS)
    .nullable()
    .meta({
      description:
        'no_history: nothing like it has ended yet; preparing: not estimated yet; ended: what it is about has ended; paused: its clock stands.',
      examples: [null],
    }),
})
export type RiskView = z.infer<typeof riskView>

/** Of a promise that was not looked at yet. */
export const NOT_ESTIMATED: RiskView = { chance: null, at: null, atRisk: false, reason: 'preparing' }

function viewOfRisk(row: RiskRow): RiskView {
  if (row.paused_at !== null) return { chance: null, at: null, atRisk: false, reason: 'paused' }
  if (row.estimated_at === null) return NOT_ESTIMATED
  return {
    chance: row.chance,
    at: textOrNull(row.estimated_at),
    atRisk: row.at_risk,
    reason: row.reason as RiskView['reason'],
  }
}

/** What is said of promises that run, in one statement; those that are not followed are left out. */
export async function risksOf(ctx: Reader, ids: readonly string[]): Promise<Map<string, RiskView>> {
  const rows = await risksByPromise(ctx.db, ctx.orgId, ids)
  return new Map(rows.map((row) => [row.promise_id, viewOfRisk(row)]))
}

export const riskHistoryView = riskView.extend({
  threshold: chance.meta({ description: 'Below this a promise is at risk.', examples: [0.5] }),
  points: z
    .array(z.object({ at: instantText, chance: chance.meta({ examples: [0.83] }) }))
    .meta({ description: 'What was said, oldest first: the last 200 changes of two points or more.' }),
})

/** All that was said of a promise; null: it is not followed. */
export async function riskHistoryOf(ctx: Reader, id: string): Promise<z.input<typeof riskHistoryView> | null> {
  const [row, rules] = await Promise.all([findSaid(ctx.db, ctx.orgId, id), rulesOf(ctx)])
  if (!row) return null
  return {
    ...viewOfRisk(row),
    threshold: rules.atRiskBelow,
    points: row.points_at.map((at, i) => ({ at, chance: row.points[i] ?? 0 })),
  }
}

/** Promises at risk, those due soonest first. */
export const promisesAtRisk = (ctx: Reader, limit: number): Promise<string[]> =>
  atRiskIds(ctx.db, ctx.orgId, ctx.now, limit)

export const countAtRisk = (ctx: Reader): Promise<number> => countAtRiskRows(ctx.db, ctx.orgId, ctx.now)
