import { sql } from 'kysely'
import type { Tx } from '#platform/db'
import { lowestIdAt } from '#platform/ids'
import type { Period } from './override-queries.ts'

export type ReasonUse = { reason_id: string | null; moved: number; withdrawn: number }

/**
 * How often a date was moved and a promise withdrawn, by reason; null: in own words alone. Counted from what happened, so
 * that a promise that was moved for one reason and withdrawn for another counts with both. What nobody was told of counts not.
 */
export async function countReasonUse(db: Tx, orgId: string, { from, before }: Period): Promise<ReasonUse[]> {
  const { rows } = await sql<ReasonUse>`
    select data->>'reasonId' as reason_id, count(*) filter (where type = 'promise.moved')::int as moved,
      count(*) filter (where type = 'promise.withdrawn')::int as withdrawn
    from event
    where org_id = ${orgId} and type in ('promise.moved', 'promise.withdrawn')
      and id >= ${lowestIdAt(from)}::uuid and at >= ${from} and at < ${before} and data->>'untold' is null
    group by 1`.execute(db)
  return rows
}
