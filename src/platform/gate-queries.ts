import { sql } from 'kysely'
import type { Tx } from '#platform/db'
import { Refusal } from '#platform/errors'
import type { EventRow, EventTextRow } from '#platform/events'
import type { Actor } from '#platform/operation'

export type OutboxRow = { org_id: string; id: string; task: string; data: string; run_at: Temporal.Instant; created_at: Temporal.Instant }

export type IdempotencyRow = {
  org_id: string
  actor_id: string
  key: string
  operation: string
  input_hash: Buffer
  output: string
  created_at: Temporal.Instant
}

/** The answer given under this key before; refuses the key when it stood for something else. */
export async function rememberedOutput(
  db: Tx,
  actor: Actor,
  key: string,
  operation: string,
  inputHash: Buffer,
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

const CHUNK = 2_000

/** Writes what an operation recorded, in as few statements as there are kinds, all on the wire at once. */
export async function flush(
  db: Tx,
  what: { events: EventRow[]; texts: EventTextRow[]; tasks: OutboxRow[]; memory: IdempotencyRow | null },
): Promise<void> {
  const writes: Promise<unknown>[] = []
  for (let at = 0; at < what.events.length; at += CHUNK)
    writes.push(db.insertInto('event').values(what.events.slice(at, at + CHUNK)).execute())
  for (let at = 0; at < what.texts.length; at += CHUNK)
    writes.push(db.insertInto('event_text').values(what.texts.slice(at, at + CHUNK)).execute())
  for (let at = 0; at < what.tasks.length; at += CHUNK)
    writes.push(db.insertInto('outbox').values(what.tasks.slice(at, at + CHUNK)).execute())
  if (what.memory) writes.push(db.insertInto('idempotency').values(what.memory).execute())
  await Promise.all(writes)
}

/** The organizations that have tasks waiting: a bounded look across all, as kept_system. */
export async function organizationsWithTasks(db: Tx, limit: number): Promise<string[]> {
  const { rows } = await sql<{ org_id: string }>`
    select distinct org_id from (select org_id from outbox order by created_at limit ${limit}) waiting`.execute(db)
  return rows.map((row) => row.org_id)
}
