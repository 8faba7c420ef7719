import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import { bulkInsert } from '#platform/bulk-insert'
import type { Tx } from '#platform/db'
import type { Import } from '#platform/schema.gen'
import type { BadRow, RowError } from './row-errors.ts'

export type ImportRow = Selectable<Import>

const imports = (db: Tx, orgId: string) => db.selectFrom('import').selectAll().where('org_id', '=', orgId)

export const insertImport = (db: Tx, row: Insertable<Import>) => db.insertInto('import').values(row).execute()

export const findImport = (db: Tx, orgId: string, id: string): Promise<ImportRow | undefined> =>
  imports(db, orgId).where('id', '=', id).executeTakeFirst()

/** Imports whose columns somebody confirmed, the newest first: how their files were read is remembered. */
export const confirmedImports = (db: Tx, orgId: string, limit: number): Promise<ImportRow[]> =>
  imports(db, orgId)
    .where('state', 'in', ['checked', 'importing', 'done', 'undone'])
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()

export const lockImport = (db: Tx, orgId: string, id: string): Promise<ImportRow | undefined> =>
  imports(db, orgId).where('id', '=', id).forUpdate().executeTakeFirst()

/** Newest first; `after` is the id of the last row seen. */
export const listImportRows = (db: Tx, orgId: string, after: string | null, limit: number): Promise<ImportRow[]> =>
  imports(db, orgId)
    .$if(after !== null, (query) => query.where('id', '<', after ?? ''))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()

/** What a person or a step changes: the version goes up. */
export const changeImport = (db: Tx, orgId: string, id: string, set: Updateable<Import>): Promise<ImportRow> =>
  db
    .updateTable('import')
    .set((e) => ({ ...set, version: e('version', '+', 1) }))
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()

/** What the work in the background counts: the version stays. */
export const advanceImport = (db: Tx, orgId: string, id: string, set: Updateable<Import>) =>
  db.updateTable('import').set(set).where('org_id', '=', orgId).where('id', '=', id).execute()

/** Numbers and lengths of the parts that are there. */
export const partsOf = (db: Tx, orgId: string, id: string) =>
  db
    .selectFrom('import_part')
    .select(['import_id', 'n', sql<number>`octet_length(bytes)`.as('length')])
    .where('org_id', '=', orgId)
    .where('import_id', '=', id)
    .orderBy('n')
    .execute()

export async function readPartBytes(db: Tx, orgId: string, id: string, n: number): Promise<Buffer | undefined> {
  const row = await db
    .selectFrom('import_part')
    .select('bytes')
    .where('org_id', '=', orgId)
    .where('import_id', '=', id)
    .where('n', '=', n)
    .executeTakeFirst()
  return row?.bytes
}

export const storePart = (db: Tx, orgId: string, id: string, n: number, bytes: Buffer) =>
  db
    .insertInto('import_part')
    .values({ org_id: orgId, import_id: id, n, bytes })
    .onConflict((conflict) => conflict.columns(['org_id', 'import_id', 'n']).doUpdateSet({ bytes }))
    .execute()

export const deleteParts = (db: Tx, orgId: string, ids: readonly string[]) =>
  db.deleteFrom('import_part').where('org_id', '=', orgId).where('import_id', 'in', ids).execute()

/** Imports begun before `before` that were never finished and still hold their file. */
export async function abandonedImports(db: Tx, orgId: string, before: Temporal.Instant): Promise<string[]> {
  const rows = await db
    .selectFrom('import')
    .select('id')
    .where('org_id', '=', orgId)
    .where('created_at', '<', before)
    .where('state', 'in', ['uploading', 'uploaded', 'checked'])
    .limit(20)
    .execute()
  return rows.map((row) => row.id)
}

/** Keeps bad rows; the same error again is kept once. */
export async function insertRowErrors(db: Tx, orgId: string, id: string, errors: readonly RowError[]): Promise<void> {
  await bulkInsert(db, {
    table: 'import_error',
    shared: { org_id: orgId, import_id: id },
    columns: ['line', 'code', 'column_name', 'excerpt', 'detail'],
    rows: errors.map((error) => [error.line, error.code, error.column, error.excerpt, error.sentence]),
    tail: 'on conflict do nothing',
  })
}

/** By line; `after` is the line, code and column of the last row seen. */
export const listRowErrors = (db: Tx, orgId: string, id: string, after: string[] | null, limit: number) =>
  db
    .selectFrom('import_error')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('import_id', '=', id)
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(line, code, column_name) > (${after?.[0]}::bigint, ${after?.[1]}, ${after?.[2]})`),
    )
    .orderBy('line')
    .orderBy('code')
    .orderBy('column_name')
    .limit(limit)
    .execute()

export const deleteRowErrors = (db: Tx, orgId: string, id: string) =>
  db.deleteFrom('import_error').where('org_id', '=', orgId).where('import_id', '=', id).execute()

/** Keeps the cells of bad rows; the same row again is kept once. */
export async function insertBadRows(db: Tx, orgId: string, id: string, rows: readonly BadRow[]): Promise<void> {
  await bulkInsert(db, {
    table: 'import_bad_row',
    shared: { org_id: orgId, import_id: id },
    columns: ['line', 'cells'],
    // PostgreSQL keeps no zero characters.
    rows: rows.map(({ line, cells }) => [line, cells.map((cell) => cell.replaceAll('\0', ''))]),
    tail: 'on conflict do nothing',
  })
}

/** By line; `after` is the line of the last row seen. */
export const listBadRows = (db: Tx, orgId: string, id: string, after: string | null, limit: number) =>
  db
    .selectFrom('import_bad_row')
    .select(['line', 'cells'])
    .where('org_id', '=', orgId)
    .where('import_id', '=', id)
    .$if(after !== null, (query) => query.where(sql<boolean>`line > ${after}::bigint`))
    .orderBy('line')
    .limit(limit)
    .execute()

/** What is wrong with the rows of these lines. */
export const rowErrorsOf = (db: Tx, orgId: string, id: string, lines: readonly number[]) =>
  db
    .selectFrom('import_error')
    .select(['line', 'code', 'column_name', 'detail'])
    .where('org_id', '=', orgId)
    .where('import_id', '=', id)
    .where('line', '=', (e) => e.fn.any(e.val(lines)))
    .orderBy('line')
    .orderBy('code')
    .orderBy('column_name')
    .execute()

export const deleteBadRows = (db: Tx, orgId: string, id: string) =>
  db.deleteFrom('import_bad_row').where('org_id', '=', orgId).where('import_id', '=', id).execute()

/** Imports begun before `before` whose bad rows are kept still. */
export async function importsWithOldBadRows(db: Tx, orgId: string, before: Temporal.Instant): Promise<string[]> {
  const rows = await db
    .selectFrom('import')
    .select('id')
    .where('org_id', '=', orgId)
    .where('created_at', '<', before)
    .where('bad_rows_kept', '=', true)
    .limit(20)
    .execute()
  return rows.map((row) => row.id)
}
