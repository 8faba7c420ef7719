import { bulkInsert } from '#platform/bulk-insert'
import type { Tx } from '#platform/db'

export type ImportedRow = {
  id: string
  about: string
  customer_id: string | null
  wording: string
  language: string
  state: string
  made_at: Temporal.Instant
  due_at: Temporal.Instant
  occurred_at: Temporal.Instant | null
  ended_at: Temporal.Instant | null
  chain_seq: number
  chain_hash: Buffer
}

export async function insertImportedPromises(
  db: Tx,
  orgId: string,
  now: Temporal.Instant,
  rows: readonly ImportedRow[],
): Promise<void> {
  await bulkInsert(db, {
    table: 'promise',
    shared: {
      org_id: orgId,
      kind: 'completion',
      beneficiary: 'customer',
      basis: 'imported',
      consent: 'not_asked',
      clock: '{"type":"fixed"}',
      caveats: '[]',
      followed: false,
    },
    columns: [
      'id',
      'chain_id',
      'about',
      'customer_id',
      'wording',
      'language',
      'state',
      'made_at',
      'due_at',
      'occurred_at',
      'recorded_at',
      'ended_at',
      'chain_seq',
      'chain_hash',
    ],
    rows: rows.map((row) => [
      row.id,
      row.id,
      row.about,
      row.customer_id,
      row.wording,
      row.language,
      row.state,
      row.made_at,
      row.due_at,
      row.occurred_at,
      row.occurred_at === null ? null : now,
      row.ended_at,
      row.chain_seq,
      row.chain_hash,
    ]),
  })
}

/** Imported promises about these matters that stand as they were imported, held. */
export const importedPromisesAbout = (db: Tx, orgId: string, abouts: readonly string[]) =>
  db
    .selectFrom('promise')
    .select(['id', 'about', 'chain_seq', 'chain_hash'])
    .where('org_id', '=', orgId)
    .where('about', '=', (e) => e.fn.any(e.val(abouts)))
    .where('basis', '=', 'imported')
    .where('followed', '=', false)
    .orderBy('id')
    .forUpdate()
    .execute()

export const deleteImportedPromises = (db: Tx, orgId: string, ids: readonly string[]) =>
  db
    .deleteFrom('promise')
    .where('org_id', '=', orgId)
    .where('id', '=', (e) => e.fn.any(e.val(ids)))
    .execute()

/** Which of these customers or contacts have been promised something. */
export const promisedAny = (db: Tx, orgId: string, column: 'customer_id' | 'contact_id', ids: readonly string[]) =>
  db
    .selectFrom('promise')
    .select(`${column} as id`)
    .distinct()
    .where('org_id', '=', orgId)
    .where(column, '=', (e) => e.fn.any(e.val(ids)))
    .execute()
