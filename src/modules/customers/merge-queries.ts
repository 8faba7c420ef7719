import type { Tx } from '#platform/db'

/** Of a customer that was asked for: the one it is read as, itself where it is merged into none. */
export type Survivor = { asked: string; id: string; name: string }

type Pointing = { id: string; name: string; merged_into: string | null; merged_at: Temporal.Instant | null }

const COLUMNS = ['id', 'name', 'merged_into', 'merged_at'] as const

const customersAt = (db: Tx, orgId: string, ids: readonly string[]): Promise<Pointing[]> =>
  db.selectFrom('customer').select(COLUMNS).where('org_id', '=', orgId).where('id', 'in', ids).execute()

const mergedInto = (db: Tx, orgId: string, ids: readonly string[]): Promise<Pointing[]> =>
  db
    .selectFrom('customer')
    .select(COLUMNS)
    .where('org_id', '=', orgId)
    .where('merged_into', 'in', ids)
    .orderBy('id')
    .execute()

/** Whom these customers are read as; unknown ids are left out. A statement for each merge in a row, most often one. */
export async function survivorRows(db: Tx, orgId: string, ids: readonly string[]): Promise<Survivor[]> {
  const found: Survivor[] = []
  let asked = new Map<string, string[]>([...new Set(ids.map((id) => id.toLowerCase()))].map((id) => [id, [id]]))
  while (asked.size > 0) {
    const above = new Map<string, string[]>()
    for (const { id, name, merged_into: into } of await customersAt(db, orgId, [...asked.keys()])) {
      const askers = asked.get(id) ?? []
      if (into === null) found.push(...askers.map((one) => ({ asked: one, id, name })))
      else above.set(into, [...(above.get(into) ?? []), ...askers])
    }
    asked = above
  }
  return found
}

/** A customer that is read as `root`; `merged_into` is null of the root itself. */
export type FamilyRow = {
  root: string
  id: string
  name: string
  merged_into: string | null
  merged_at: Temporal.Instant | null
}

/** Customers that are read as these, themselves among them, each before those that were merged into it; a statement a level. */
export async function familyRows(db: Tx, orgId: string, roots: readonly string[]): Promise<FamilyRow[]> {
  if (roots.length === 0) return []
  const own = (await customersAt(db, orgId, roots)).toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const all: FamilyRow[] = own.map(({ id, name }) => ({ root: id, id, name, merged_into: null, merged_at: null }))
  const rootOf = new Map(all.map(({ id, root }) => [id, root]))
  for (let level = all.map(({ id }) => id); level.length > 0; ) {
    const below = await mergedInto(db, orgId, level)
    for (const row of below) {
      const root = rootOf.get(row.merged_into ?? '') ?? row.id
      rootOf.set(row.id, root)
      all.push({ ...row, root })
    }
    level = below.map(({ id }) => id)
  }
  return all
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
