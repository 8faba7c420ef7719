import { type Insertable, sql } from 'kysely'
import type { Tx } from '#platform/db'
import type { FailedTask } from '#platform/schema.gen'
import { withoutTrace } from '#platform/traced-task'

export type WaitingTask = {
  id: string
  task: string
  data: Record<string, unknown>
  run_at: Temporal.Instant
  /** Of what queued it: a traceparent. */
  trace?: string
}

/** Takes tasks off an organization's outbox; they are gone when the transaction commits. */
export async function takeTasks(db: Tx, orgId: string, limit: number): Promise<WaitingTask[]> {
  const rows = await db
    .selectFrom('outbox')
    .select(['id', 'task', 'data', 'run_at'])
    .where('org_id', '=', orgId)
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute()
  if (rows.length > 0)
    await db
      .deleteFrom('outbox')
      .where('org_id', '=', orgId)
      .where(
        'id',
        'in',
        rows.map((row) => row.id),
      )
      .execute()
  return rows.map((row) => ({ ...row, ...withoutTrace(row.data) }))
}

export const recordFailedTask = (db: Tx, row: Insertable<FailedTask>) =>
  db
    .insertInto('failed_task')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute()

export type FailedTaskRow = {
  id: string
  task: string
  data: unknown
  failure: string
  attempts: number
  failed_at: Temporal.Instant
}

/** Tasks that have failed for good, newest first, before a task's id. */
export const newestFailedTasks = (
  db: Tx,
  orgId: string,
  before: string | null,
  limit: number,
): Promise<FailedTaskRow[]> =>
  db
    .selectFrom('failed_task')
    .select(['id', 'task', 'data', 'failure', 'attempts', 'failed_at'])
    .where('org_id', '=', orgId)
    .$if(before !== null, (query) => query.where('id', '<', before))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()

/** Takes a failed task off the list, to be handed over again. */
export const takeFailedTask = (db: Tx, orgId: string, id: string) =>
  db
    .deleteFrom('failed_task')
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .returning(['task', 'data'])
    .executeTakeFirst()

/** Tasks that no worker has taken: how many, and how long the oldest waits. As kept_system. */
export async function backlogOf(db: Tx): Promise<{ waiting: number; oldestSeconds: number }> {
  const { rows } = await sql<{ waiting: number; oldest: number }>`
    select count(*)::int as waiting,
      coalesce(extract(epoch from clock_timestamp() - min(created_at)), 0)::float8 as oldest from outbox`.execute(db)
  return { waiting: rows[0]?.waiting ?? 0, oldestSeconds: rows[0]?.oldest ?? 0 }
}
