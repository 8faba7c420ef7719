import { instant } from '#platform/fields'
import type { Context } from '#platform/operation'
import type { Period } from './override-queries.ts'
import { type Outcome, outcomeOf } from './promise.ts'
import { readChains } from './queries.ts'
import { standingOf } from './view.ts'

const USUAL_DAYS = 90

export const period = {
  from: instant
    .optional()
    .meta({ description: `Made from then on. Default: ${USUAL_DAYS} days ago.`, examples: ['2026-09-01T00:00:00Z'] }),
  to: instant.optional().meta({ description: 'Made before. Default: now.', examples: ['2026-12-01T00:00:00Z'] }),
}

/** The period asked for; what is made now belongs to one that ends now. */
export const periodOf = (
  { now }: Context,
  given: { from?: Temporal.Instant | undefined; to?: Temporal.Instant | undefined },
): Period => ({
  from: given.from ?? now.subtract({ hours: 24 * USUAL_DAYS }),
  before: given.to ?? now.add({ microseconds: 1 }),
})

/** What became of promises from when each was made on, by id. */
export async function outcomesFrom(
  ctx: Context,
  made: readonly { id: string; chain_id: string }[],
): Promise<Map<string, Outcome>> {
  const rows = await readChains(ctx.db, ctx.orgId, [...new Set(made.map((row) => row.chain_id))])
  const chains = Map.groupBy(rows, (row) => row.chain_id)
  return new Map(
    made.map(({ id, chain_id }) => {
      const chain = (chains.get(chain_id) ?? []).map(standingOf)
      return [id, outcomeOf(chain.slice(chain.findIndex((standing) => standing.id === id)))]
    }),
  )
}
