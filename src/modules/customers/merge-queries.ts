import { sql } from 'kysely'
import type { Tx } from '#platform/db'

/** Of a customer that was asked for: the one it is read as, itself where it is merged into none. */
export type Survivor = { asked: string; id: string; name: string }

/** Whom these customers are read as; unknown ids are left out. */
export async function survivorRows(db: Tx, orgId: string, ids: readonly string[]): Promise<Survivor[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<Survivor>`
    with recursive up as (
      select id as asked, id, name, merged_into from customer where org_id = ${orgId} and id = any(${[...ids]}::uuid[])
      union all
      select up.asked, c.id, c.name, c.merged_into from up
      join customer c on c.org_id = ${orgId} and c.id = up.merged_into
    ) select asked, id, name from up where merged_into is null`.execute(db)
  return rows
}

/** A customer that is read as `root`; `merged_into` is null of the root itself. */
export type FamilyRow = {
  root: string
  id: string
  name: string
  merged_into: string | null
  merged_at: Temporal.Instant | null
}

/** Customers that are read as these, themselves among them, each before those that were merged into it. */
export async function familyRows(db: Tx, orgId: string, roots: readonly string[]): Promise<FamilyRow[]> {
  if (roots.length === 0) return []
  const { rows } = await sql<FamilyRow>`
    with recursive down as (
      select id as root, id, name, null::uuid as merged_into, null::timestamptz as merged_at, 0 as depth from customer
      where org_id = ${orgId} and id = any(${[...roots]}::uuid[])
      union all
      select down.root, c.id, c.name, c.merged_into, c.merged_at, down.depth + 1 from down
      join customer c on c.org_id = ${orgId} and c.merged_into = down.id
    ) select root, id, name, merged_into, merged_at from down order by depth, id`.execute(db)
  return rows
}

export type MergeRow = { id: string; name: string; merged_into: string | null }

/** Two customers, held in the order of their ids, so that two merges at once do not wait for each other. */
export const lockPair = (db: Tx, orgId: string, ids: readonly string[]): Promise<MergeRow[]> =>
  db
    .selectFrom('customer')
    .select(['id', 'name', 'merged_into'])
    .where('org_id', '=', orgId)
    .where('id', 'in', ids)
    .orderBy('id')
    .forUpdate()
    .execute()

/** Makes a customer be read as another; null: as itself again. */
export const pointTo = (db: Tx, orgId: string, id: string, into: string | null, at: Temporal.Instant) =>
  db
    .updateTable('customer')
    .set((e) => ({ merged_into: into, merged_at: into === null ? null : at, version: e('version', '+', 1) }))
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .execute()
