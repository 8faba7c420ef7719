import { createReadStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { type Progress, tablesInOrder } from '#platform/backup'
import {
  BackupBroken,
  type BackupHeader,
  BackupReader,
  FORMAT,
  type TableHeader,
  type Trailer,
} from '#platform/backup-file'

/** Opens the file anew: it is read twice, once to be sure of it, once to load it. */
function readerOf(file: string): BackupReader {
  const source = createReadStream(file)
  const unpacked = createGunzip()
  source.on('error', (error) => unpacked.destroy(error))
  source.pipe(unpacked)
  return new BackupReader(unpacked)
}

async function* tablesOf(reader: BackupReader): AsyncGenerator<TableHeader, Trailer> {
  for (;;) {
    const line = await reader.line<TableHeader | Trailer>()
    if ('rows' in line) return line
    yield line
  }
}

/** Reads the whole file and checks it. @throws BackupBroken */
async function verify(
  file: string,
  signal: AbortSignal | undefined,
): Promise<{ header: BackupHeader; tables: TableHeader[] }> {
  const reader = readerOf(file)
  const header = await reader.line<BackupHeader>()
  if (header.kept !== 'backup') throw new BackupBroken('it is no backup of Kept')
  if (header.format !== FORMAT)
    throw new Error(`The backup has format ${header.format}, made by a newer Kept. Upgrade first.`)
  const tables: TableHeader[] = []
  for await (const table of tablesOf(reader)) {
    tables.push(table)
    for await (const _ of reader.blocks()) signal?.throwIfAborted()
  }
  await reader.end()
  return { header, tables }
}

/**
 * Replaces everything an installation holds by a backup, in one transaction: a running Kept sees the old or the new
 * data, never a mixture. The file is checked as a whole before anything is touched.
 * @param options.secretFingerprint of the secret that this installation uses
 * @param options.force to replace organizations that are there
 * @throws BackupBroken; Error with what to do for another secret, a newer schema, data that is there
 */
export async function restore(options: {
  adminUrl: string
  file: string
  secretFingerprint: string
  force: boolean
  onProgress?: Progress
  signal?: AbortSignal
}): Promise<{ createdAt: string }> {
  const { signal } = options
  const { header, tables } = await verify(options.file, signal)
  if (header.secretFingerprint !== options.secretFingerprint)
    throw new Error(
      'The backup was made with another secret. Set KEPT_SECRET, or the file "secret" in KEPT_DATA_DIR, to the one it was made with: evidence and links depend on it. Nothing was changed.',
    )
  const client = new pg.Client(options.adminUrl)
  await client.connect()
  try {
    await beginAlone(client)
    await refuseUnfit(client, header, options.force)
    const present = await tablesInOrder(client)
    const secured = await client.query<{ relname: string }>(
      "select relname from pg_class where relnamespace = 'public'::regnamespace and relforcerowsecurity",
    )
    // The owner stands above row-level security only while it is not forced; other transactions wait for this one.
    for (const { relname } of secured.rows)
      await client.query(`alter table ${pg.escapeIdentifier(relname)} no force row level security`)
    for (const { table } of [...present].reverse()) await client.query(`delete from ${pg.escapeIdentifier(table)}`)
    const reader = readerOf(options.file)
    await reader.line()
    let done = 0
    for await (const { table, columns } of tablesOf(reader)) {
      const names = columns.map((column) => pg.escapeIdentifier(column)).join(', ')
      const copy = client.query(copyFrom(`copy ${pg.escapeIdentifier(table)} (${names}) from stdin`))
      const ended = finished(copy)
      ended.catch(() => {})
      for await (const block of reader.blocks()) {
        signal?.throwIfAborted()
        if (!copy.write(block)) await Promise.race([new Promise((resolve) => copy.once('drain', resolve)), ended])
      }
      copy.end()
      await ended
      options.onProgress?.(++done, tables.length)
    }
    await reader.end()
    for (const { relname } of secured.rows)
      await client.query(`alter table ${pg.escapeIdentifier(relname)} force row level security`)
    await clearTasks(client)
    signal?.throwIfAborted()
    await client.query('commit')
    return { createdAt: header.createdAt }
  } finally {
    // Whatever was not committed is rolled back with the connection.
    await client.end().catch(() => {})
  }
}

/** Begins with all tables locked, so that nothing is half read or half written; a deadlock with others is tried again. */
async function beginAlone(client: pg.Client): Promise<void> {
  for (let attempt = 1; ; attempt++)
    try {
      await client.query('begin')
      const tables = (await tablesInOrder(client)).map(({ table }) => pg.escapeIdentifier(table))
      if (tables.length > 0) await client.query(`lock table ${tables.join(', ')} in access exclusive mode`)
      return
    } catch (error) {
      await client.query('rollback')
      if ((error as { code?: string }).code !== '40P01' || attempt === 20) throw error
    }
}

async function refuseUnfit(client: pg.Client, header: BackupHeader, force: boolean): Promise<void> {
  const { rows } = await client.query<{ name: string }>('select name from migration order by name')
  const here = rows.map((row) => row.name)
  const unknown = header.migrations.filter((name) => !here.includes(name))
  if (unknown.length > 0)
    throw new Error(
      `The backup was made by a newer Kept (${unknown.join(', ')}). Upgrade, then restore. Nothing was changed.`,
    )
  const newer = here.filter((name) => !header.migrations.includes(name))
  if (newer.length > 0)
    throw new Error(
      `The backup was made by an older Kept, before ${newer.join(', ')}. Restore it with that version, then upgrade. Nothing was changed.`,
    )
  const { rowCount } = await client.query('select 1 from organization limit 1')
  if ((rowCount ?? 0) > 0 && !force)
    throw new Error(
      'There are organizations in this database. Add --force to replace everything by the backup. Nothing was changed.',
    )
}

/** Jobs of the data that is gone, also those that are done: a restored one may come again under its id. */
async function clearTasks(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ there: boolean }>("select to_regclass('pgboss.job') is not null as there")
  if (rows[0]?.there) await client.query("delete from pgboss.job where data ? 'orgId'")
}
