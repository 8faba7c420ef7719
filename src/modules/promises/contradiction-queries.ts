import { type Insertable, type Selectable, sql } from 'kysely'
import type { Tx } from '#platform/db'
import type { Contradiction } from '#platform/schema.gen'
import type { Period } from './override-queries.ts'

export type ContradictionRow = Selectable<Contradiction>

export const insertContradictions = (db: Tx, rows: readonly Insertable<Contradiction>[]) =>
  rows.length === 0 ? Promise.resolve([]) : db.insertInto('contradiction').values(rows).execute()

export const deleteContradictionsOf = (db: Tx, orgId: string, messageId: string) =>
  db.deleteFrom('contradiction').where('org_id', '=', orgId).where('message_id', '=', messageId).execute()

/** What was said in spite of its flags, the newest first, after the sort keys of a cursor. */
export async function contradictionRows(
  db: Tx,
  orgId: string,
  { from, before }: Period,
  after: string[] | null,
  limit: number,
): Promise<ContradictionRow[]> {
  let query = db
    .selectFrom('contradiction')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('said_at', '>=', from)
    .where('said_at', '<', before)
  if (after) query = query.where(sql<boolean>`(said_at, id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`)
  return query.orderBy('said_at', 'desc').orderBy('id', 'desc').limit(limit).execute()
}

/** How often what was said, by whom. */
export async function countContradictions(db: Tx, orgId: string, { from, before }: Period) {
  const { rows } = await sql<{ code: string; member_id: string | null; n: number; unexplained: number }>`
    select code, member_id, count(*)::int as n, count(*) filter (where reason is null)::int as unexplained
    from contradiction where org_id = ${orgId} and said_at >= ${from} and said_at < ${before}
    group by code, member_id`.execute(db)
  return rows
}
