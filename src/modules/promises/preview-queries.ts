import { sql } from 'kysely'
import type { Tx } from '#platform/db'

/** A running promise as a preview counts it: instants in epoch milliseconds, JSON as text. */
export type PreviewRow = {
  id: string
  due: number
  start: number
  duration: string | null
  /** Business seconds of clocks of the first releases. */
  seconds: number | null
  pauses: string | null
  window_from: number | null
  answer_by: number | null
  told: boolean
  paused: boolean
}

const FIRST = '00000000-0000-0000-0000-000000000000'

/** The next running promises of a calendar, in order of id. Numbers and short texts: there may be many. */
export async function previewRows(
  db: Tx,
  orgId: string,
  calendarId: string,
  afterId: string | null,
  limit: number,
): Promise<PreviewRow[]> {
  const ms = (of: string) => sql.raw(`date_part('epoch', ${of}) * 1000`)
  const { rows } = await sql<PreviewRow>`
    select p.id, ${ms('p.due_at')} as due, ${ms("(p.clock ->> 'startAt')::timestamptz")} as start,
      (p.clock -> 'duration')::text as duration, (p.clock ->> 'seconds')::int as seconds,
      nullif(p.clock -> 'pauses', '[]')::text as pauses, ${ms('p.window_from')} as window_from,
      case when p.state = 'proposed' then ${ms('p.answer_by')} end as answer_by, p.paused_at is not null as paused,
      p.told_at is not null or (p.beneficiary = 'customer' and exists (
        select from notice n where n.org_id = ${orgId} and n.promise_id = p.id and n.state <> 'undelivered'
      )) as told
    from promise p
    where p.org_id = ${orgId} and p.calendar_id = ${calendarId} and p.state in ('proposed', 'open') and p.id > ${afterId ?? FIRST}
    order by p.id limit ${limit}`.execute(db)
  return rows
}
