import type { Insertable } from 'kysely'
import type { Tx } from '#platform/db'
import type { FailedTask } from '#platform/schema.gen'

export type WaitingTask = { id: string; task: string; data: Record<string, unknown>; run_at: Temporal.Instant }

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
      .where('id', 'in', rows.map((row) => row.id))
      .execute()
  return rows.map((row) => ({ ...row, data: row.data as Record<string, unknown> }))
}

export const recordFailedTask = (db: Tx, row: Insertable<FailedTask>) =>
  db.insertInto('failed_task').values(row).onConflict((conflict) => conflict.doNothing()).execute()
