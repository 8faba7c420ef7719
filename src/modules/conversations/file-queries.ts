import { sql } from 'kysely'
import type { Tx } from '#platform/db'

/** Claims the day's sweep of an organization's files; false: it was begun since. */
export async function claimFileSweep(db: Tx, orgId: string, now: Temporal.Instant, since: Temporal.Instant) {
  const { rows } = await sql`
    insert into file_sweep (org_id, began_at) values (${orgId}, ${now})
    on conflict (org_id) do update set began_at = excluded.began_at where file_sweep.began_at <= ${since}
    returning org_id`.execute(db)
  return rows.length > 0
}

/** Which of these attachments there are. */
export const attachmentsAmong = async (db: Tx, orgId: string, ids: readonly string[]): Promise<string[]> =>
  ids.length === 0
    ? []
    : (await db.selectFrom('attachment').select('id').where('org_id', '=', orgId).where('id', 'in', ids).execute()).map(
        ({ id }) => id,
      )
