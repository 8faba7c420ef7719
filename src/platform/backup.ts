import { createWriteStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { type BackupHeader, BackupWriter, FORMAT } from '#platform/backup-file'

export type Progress = (done: number, total: number) => void

/** Tables in an order in which each refers only to earlier ones; what belongs to the database itself is left out. */
export async function tablesInOrder(client: pg.Client): Promise<{ table: string; columns: string[] }[]> {
  const { rows: tables } = await client.query<{ table: string; columns: string[] }>(`
    select c.relname as table, array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname not in ('migration', 'instance')
    group by 1 order by 1`)
  const { rows: references } = await client.query<{ child: string; parent: string }>(`
    select conrelid::regclass::text as child, confrelid::regclass::text as parent from pg_constraint
    where contype = 'f' and connamespace = 'public'::regnamespace and conrelid <> confrelid`)
  const ordered: typeof tables = []
  const left = new Map(tables.map((table) => [table.table, table]))
  while (left.size > 0) {
    const free = [...left.values()].filter(
      ({ table }) => !references.some((r) => r.child === table && left.has(r.parent)),
    )
    if (free.length === 0) throw new Error('The tables refer to each other in a circle.')
    for (const table of free) {
      ordered.push(table)
      left.delete(table.table)
    }
  }
  return ordered
}

/**
 * What was handed to the task library and is not done, as further rows of the outbox: restored, it is handed over again.
 * The library's own tables are not in a backup: they belong to its version.
 */
async function waitingJobs(client: pg.Client, columns: readonly string[]): Promise<string> {
  const { rows } = await client.query<{ there: boolean }>("select to_regclass('pgboss.job') is not null as there")
  if (!rows[0]?.there) return ''
  const value: Readonly<Record<string, string>> = {
    org_id: "(j.data->>'orgId')::uuid",
    id: 'j.id',
    task: "j.data->>'task'",
    data: "j.data->'data'",
    run_at: 'j.start_after',
    created_at: 'j.created_on',
  }
  // A row that is being handed over is still in the outbox.
  return `union all select ${columns.map((column) => value[column]).join(', ')} from pgboss.job j
    where j.state < 'completed' and j.data ? 'orgId' and not exists (select from outbox o where o.id = j.id)`
}

/**
 * Writes everything an installation holds to one file, from one snapshot, while it runs. The file appears whole or not
 * at all. The secret is not in it. Memory stays constant.
 * @param options.adminUrl address of the database for its owner
 * @throws the signal's reason when stopped
 */
export async function backup(options: {
  adminUrl: string
  file: string
  version: string
  onProgress?: Progress
  signal?: AbortSignal
}): Promise<{ rows: Record<string, number> }> {
  const client = new pg.Client(options.adminUrl)
  await client.connect()
  const part = `${options.file}.part`
  try {
    await client.query('begin isolation level repeatable read read only')
    const migrations = await client.query<{ name: string }>('select name from migration order by name')
    await client.query('set local role kept_backup')
    const instance = await client.query<{ secret_fingerprint: string }>('select secret_fingerprint from instance')
    const tables = await tablesInOrder(client)
    const writer = new BackupWriter()
    const rows: Record<string, number> = {}
    const header: BackupHeader = {
      kept: 'backup',
      format: FORMAT,
      version: options.version,
      createdAt: new Date().toISOString(),
      secretFingerprint: instance.rows[0]?.secret_fingerprint ?? '',
      migrations: migrations.rows.map((row) => row.name),
    }
    async function* content(): AsyncGenerator<Buffer> {
      yield writer.line(header)
      for (const [i, { table, columns }] of tables.entries()) {
        yield writer.line({ table, columns })
        const names = columns.map((column) => pg.escapeIdentifier(column)).join(', ')
        const more = table === 'outbox' ? await waitingJobs(client, columns) : ''
        const copy = client.query(copyTo(`copy (select ${names} from ${pg.escapeIdentifier(table)} ${more}) to stdout`))
        for await (const chunk of copy as AsyncIterable<Buffer>) {
          options.signal?.throwIfAborted()
          yield writer.block(chunk)
        }
        rows[table] = copy.rowCount
        yield writer.block(Buffer.alloc(0))
        options.onProgress?.(i + 1, tables.length)
      }
      yield writer.line({ rows })
      yield writer.seal()
    }
    await pipeline(
      Readable.from(content(), { objectMode: false }),
      createGzip({ level: 5 }),
      createWriteStream(part, { mode: 0o600 }),
      {
        ...(options.signal ? { signal: options.signal } : {}),
      },
    )
    const written = await open(part, 'r+')
    await written.sync()
    await written.close()
    await rename(part, options.file)
    await client.query('rollback; update instance set backed_up_at = now()')
    return { rows }
  } catch (error) {
    await rm(part, { force: true })
    throw error
  } finally {
    await client.end().catch(() => {})
  }
}
