import { calendarClocks } from '#modules/calendars'
import type { Context } from '#platform/operation'
import { readClock } from './clock.ts'
import { type CountedChain, type Delivered, figuresOf } from './norm-figures.ts'
import { newestOfPolicies } from './norm-queries.ts'
import type { PolicyRow } from './policy-queries.ts'
import { standingOf } from './view.ts'

/** Of each policy's promises the newest so many are counted, so that a look costs the same in ten years. */
export const MOST_COUNTED = 20_000
/** Promises made before this many days cannot have been due in the last 90, unless they took longer than a year. */
const DAYS_BACK = 456

export type Figures = { delivered: Delivered[]; complete: boolean }

/** What was really delivered under some policies, by policy. Three statements, however many they are. */
export async function readFigures(ctx: Context, policies: readonly PolicyRow[]): Promise<Map<string, Figures>> {
  const ids = policies.map(({ id }) => id)
  const since = ctx.now.subtract({ hours: 24 * DAYS_BACK })
  const rows = await newestOfPolicies(ctx.db, ctx.orgId, ids, since, MOST_COUNTED)
  const calendars = await calendarClocks(ctx, [...new Set(rows.map((row) => row.calendar_id))])
  const standard = calendars.get(null)
  const byPolicy = Map.groupBy(rows, (row) => row.policy_id)
  return new Map(
    policies.map(({ id, spec }) => {
      const own = byPolicy.get(id) ?? []
      const chains = [...Map.groupBy(own, (row) => row.chain_id).values()].flatMap((chain): CountedChain[] => {
        const [root] = chain
        const calendar = calendars.get(root?.calendar_id ?? null) ?? standard
        // A chain whose beginning lies further back than what is read is not counted by its end.
        if (!root || root.id !== root.chain_id || !calendar) return []
        return [{ standings: chain.map(standingOf), clock: readClock(root.clock), calendar }]
      })
      return [id, { delivered: figuresOf(chains, spec.target, ctx.now), complete: own.length < MOST_COUNTED }]
    }),
  )
}
