import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Tx } from '#platform/db'
import type { Script, ScriptVersion } from '#platform/schema.gen'

export type ScriptRow = Selectable<Script>
export type VersionRow = Selectable<ScriptVersion>

const scripts = (db: Tx, orgId: string) => db.selectFrom('script').selectAll().where('org_id', '=', orgId)

export const findScriptRow = (db: Tx, orgId: string, id: string): Promise<ScriptRow | undefined> =>
  scripts(db, orgId).where('id', '=', id).executeTakeFirst()

export const lockScript = (db: Tx, orgId: string, id: string): Promise<ScriptRow | undefined> =>
  scripts(db, orgId).where('id', '=', id).forUpdate().executeTakeFirst()

export const scriptWithName = (db: Tx, orgId: string, name: string): Promise<ScriptRow | undefined> =>
  scripts(db, orgId)
    .where('archived_at', 'is', null)
    .where(sql<boolean>`lower(name) = lower(${name})`)
    .executeTakeFirst()

/** The oldest of a use that is not archived, of the tone asked for before others. */
export const scriptForUse = (db: Tx, orgId: string, use: string, tone: string): Promise<ScriptRow | undefined> =>
  scripts(db, orgId)
    .where('archived_at', 'is', null)
    .where('use', '=', use)
    .orderBy(sql`tone = ${tone}`, 'desc')
    .orderBy('created_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()

/** By name; `after` is the name and id of the last row seen. */
export const listScriptRows = (
  db: Tx,
  orgId: string,
  { archived, use }: { archived: boolean; use: string | undefined },
  after: string[] | null,
  limit: number,
): Promise<ScriptRow[]> =>
  scripts(db, orgId)
    .where('archived_at', archived ? 'is not' : 'is', null)
    .$if(use !== undefined, (query) => query.where('use', '=', use ?? ''))
    .$if(after !== null, (query) => query.where(sql<boolean>`(name, id::text) > (${after?.[0]}, ${after?.[1]})`))
    .orderBy('name')
    .orderBy(sql`id::text`)
    .limit(limit)
    .execute()

export const insertScript = (db: Tx, row: Insertable<Script>): Promise<ScriptRow> =>
  db.insertInto('script').values(row).returningAll().executeTakeFirstOrThrow()

/** What is there already, by name in use or by where it came from, is left as it is. */
export const insertStarterScripts = (db: Tx, rows: readonly Insertable<Script>[]): Promise<ScriptRow[]> =>
  db
    .insertInto('script')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .execute()

export const updateScriptRow = (db: Tx, orgId: string, id: string, set: Updateable<Script>): Promise<ScriptRow> =>
  db
    .updateTable('script')
    .set(set)
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()

export const insertVersions = (db: Tx, rows: readonly Insertable<ScriptVersion>[]) =>
  rows.length === 0 ? Promise.resolve([]) : db.insertInto('script_version').values(rows).execute()

const versions = (db: Tx, orgId: string, id: string) =>
  db.selectFrom('script_version').selectAll().where('org_id', '=', orgId).where('script_id', '=', id)

export const findVersion = (db: Tx, orgId: string, id: string, version: number): Promise<VersionRow | undefined> =>
  versions(db, orgId, id).where('version', '=', version).executeTakeFirst()

/** The newest first, before a version. */
export const listScriptVersionRows = (
  db: Tx,
  orgId: string,
  id: string,
  before: number | null,
  limit: number,
): Promise<VersionRow[]> =>
  versions(db, orgId, id)
    .$if(before !== null, (query) => query.where('version', '<', before ?? 0))
    .orderBy('version', 'desc')
    .limit(limit)
    .execute()
