import { sql } from 'kysely'
import type { Tx } from '#platform/db'
import type { DB } from '#platform/schema.gen'

/** Where a look at what is due begins; null is the beginning. */
export const sinceText = (since: Temporal.Instant | null): string => since?.toString() ?? '-infinity'

/**
 * The looks of a clock at what comes due in a table, across organizations: stretches of its index (column, org_id), as
 * kept_system. Due is what lies before now, or, by default, at now too.
 */
export function dueIn(table: keyof DB, column: string, by: '<' | '<=' = '<=') {
  const [rows, at, until] = [sql.table(table), sql.ref(column), sql.raw(by)]
  return {
    /** The organizations with something due, among the `limit` entries that are due soonest at or after `since`, without some. */
    async organizations(
      db: Tx,
      now: Temporal.Instant,
      limit: number,
      since: Temporal.Instant | null = null,
      except: readonly string[] = [],
    ): Promise<string[]> {
      const due = await sql<{ org_id: string }>`
        select distinct org_id from (
          select org_id from ${rows} where ${at} >= ${sinceText(since)} and ${at} ${until} ${now}
            and org_id <> all(${[...except]}::uuid[])
          order by ${at} limit ${sql.lit(limit)}
        ) due`.execute(db)
      return due.rows.map((row) => row.org_id)
    },

    /** When the next entry, of any organization, is due at or after `since`. */
    async next(db: Tx, since: Temporal.Instant | null = null): Promise<Temporal.Instant | null> {
      const found = await sql<{ at: Temporal.Instant }>`
        select ${at} as at from ${rows} where ${at} >= ${sinceText(since)} order by ${at} limit 1`.execute(db)
      return found.rows[0]?.at ?? null
    },
  }
}
