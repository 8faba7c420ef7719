import { planByValues, type Tx } from '#platform/db'

/** Which of these external ids of a source are known, and the import that each came with (null: it came otherwise). */
export async function importsOfExternalIds(
  db: Tx,
  orgId: string,
  source: string,
  externalIds: readonly string[],
): Promise<Map<string, string | null>> {
  if (externalIds.length === 0) return new Map()
  // A plan that knows the list hashes it; the general plan compares each row of the organization with each id.
  await planByValues(db)
  const rows = await db
    .selectFrom('request')
    .select(['external_id', 'import_id'])
    .where('org_id', '=', orgId)
    .where('source', '=', source)
    .where('external_id', '=', (e) => e.fn.any(e.val(externalIds)))
    .execute()
  return new Map(rows.map((row) => [row.external_id ?? '', row.import_id]))
}
