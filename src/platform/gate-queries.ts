import { sql } from 'kysely'
import { bulkInsertSoon } from '#platform/bulk-insert'
import { sendSoon, type Tx } from '#platform/db'
import { Refusal } from '#platform/errors'
import type { EventRow, EventTextRow } from '#platform/events'
import type { Actor } from '#platform/operation'

export type OutboxRow = {
  org_id: string
  id: string
  task: string
  data: string
  run_at: Temporal.Instant
  created_at: Temporal.Instant
}

export type IdempotencyRow = {
  org_id: string
  actor_id: string
  key: string
  operation: string
  input_hash: Buffer
  output: string
  created_at: Temporal.Instant
}

export type Remembered = { key: string; inputHash: Buffer }

/** The answer given under this key before, or undefined; refuses the key when it stood for something else. */
export async function rememberedOutput(
  db: Tx,
  actor: Actor,
  operation: string,
  { key, inputHash }: Remembered,
): Promise<unknown> {
  const row = await db
    .selectFrom('idempotency')
    .select(['operation', 'input_hash', 'output'])
    .where('org_id', '=', actor.orgId)
    .where('actor_id', '=', actor.id)
    .where('key', '=', key)
    .executeTakeFirst()
  if (!row) return undefined
  if (row.operation !== operation || !row.input_hash.equals(inputHash))
    throw new Refusal(
      'idempotency/key_reused',
      'conflict',
      'This Idempotency-Key was used with another request. Use a new key for a new request.',
    )
  return row.output
}

type Columns<Row> = readonly (keyof Row & string)[]

const EVENT: Columns<EventRow> = [
  'org_id',
  'id',
  'at',
  'type',
  'subject',
  'about',
  'actor_kind',
  'actor_id',
  'data',
  'stream',
  'stream_seq',
  'previous_hash',
  'hash',
]
const TEXT: Columns<EventTextRow> = ['org_id', 'event_id', 'salt', 'text']
const TASK: Columns<OutboxRow> = ['org_id', 'id', 'task', 'data', 'run_at', 'created_at']
const MEMORY: Columns<IdempotencyRow> = ['org_id', 'actor_id', 'key', 'operation', 'input_hash', 'output', 'created_at']

type Recorded = { events: EventRow[]; texts: EventTextRow[]; tasks: OutboxRow[]; memories: IdempotencyRow[] }
type Statement = { sql: string; parameters: unknown[] }

function insertInto<Row extends object>(
  table: string,
  columns: Columns<Row>,
  rows: readonly Row[],
  parameters: unknown[],
): string {
  const values = rows.map((row) => `(${columns.map((column) => `$${parameters.push(row[column])}`).join(', ')})`)
  return `insert into ${table} (${columns.join(', ')}) values ${values.join(', ')}`
}

/** What an operation recorded, as one statement; null when it recorded nothing. */
function recording({ events, texts, tasks, memories }: Recorded): Statement | null {
  const parameters: unknown[] = []
  const inserts: string[] = []
  if (events.length > 0) inserts.push(insertInto('event', EVENT, events, parameters))
  if (texts.length > 0) inserts.push(insertInto('event_text', TEXT, texts, parameters))
  if (tasks.length > 0) inserts.push(insertInto('outbox', TASK, tasks, parameters))
  if (memories.length > 0) inserts.push(insertInto('idempotency', MEMORY, memories, parameters))
  const last = inserts.pop()
  if (last === undefined) return null
  const before = inserts.map((insert, i) => `w${i} as (${insert})`).join(', ')
  return { sql: before === '' ? last : `with ${before} ${last}`, parameters }
}

// More rows of a kind than this are worth statements of their own, which are prepared: a text is read slower than a row
// is written.
const AT_ONCE = 64

/** Writes what an operation recorded, texts after their events; it leaves with the commit. Mostly one statement. */
export function flush(db: Tx, what: Recorded): void {
  const { events, texts, tasks, memories } = what
  const few = Math.max(events.length, texts.length, tasks.length, memories.length) <= AT_ONCE
  if (!few) {
    insertMany(db, 'event', EVENT, events)
    insertMany(db, 'event_text', TEXT, texts)
    insertMany(db, 'outbox', TASK, tasks)
    insertMany(db, 'idempotency', MEMORY, memories)
  }
  const statement = few ? recording(what) : null
  if (statement) sendSoon(db, statement.sql, statement.parameters)
}

/** Columns with one value throughout are sent once. */
function insertMany<Row extends object>(db: Tx, table: string, columns: Columns<Row>, rows: readonly Row[]): void {
  const [first] = rows
  if (!first) return
  const shared = columns.filter((column) => rows.every((row) => row[column] === first[column]))
  const own = columns.filter((column) => !shared.includes(column))
  bulkInsertSoon(db, {
    table,
    shared: Object.fromEntries(shared.map((column) => [column, first[column]])),
    columns: own,
    rows: rows.map((row) => own.map((column) => row[column])),
  })
}

/** The organizations that have tasks waiting: a bounded look across all, as kept_system. */
export async function organizationsWithTasks(db: Tx, limit: number): Promise<string[]> {
  const { rows } = await sql<{ org_id: string }>`
    select distinct org_id from (select org_id from outbox order by created_at limit ${limit}) waiting`.execute(db)
  return rows.map((row) => row.org_id)
}
