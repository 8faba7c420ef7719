import { sql } from 'kysely'
import type { Tx } from '#platform/db'
import type { SaidRow } from './conversation.ts'

type Thread = {
  id: string
  about: string
  subject: string
  waiting_since: Temporal.Instant | null
  reply_due_at: Temporal.Instant | null
}

/** Threads of people with customers: those that wait, then the latest. */
export async function conversationsWith(
  db: Tx,
  orgId: string,
  customerIds: readonly string[],
  limit: number,
): Promise<Thread[]> {
  const { rows } = await sql<Thread>`
    select id, about, subject, case when state = 'open' then waiting_since end as waiting_since, reply_due_at
    from conversation
    where org_id = ${orgId} and customer_id = any(${[...customerIds]}::uuid[]) and sort = 'person' and merged_into is null
    order by state = 'open' and waiting_since is not null desc, last_at desc, id limit ${limit}`.execute(db)
  return rows
}

/** The last messages of each of some conversations, notes of colleagues left out. */
export async function lastSaidIn(
  db: Tx,
  orgId: string,
  ids: readonly string[],
  limit: number,
): Promise<(SaidRow & { conversation_id: string; channel: string })[]> {
  const { rows } = await sql<SaidRow & { conversation_id: string; channel: string }>`
    select said.* from unnest(${[...ids]}::uuid[]) thread cross join lateral (
      select conversation_id, channel, direction, automatic, written, state, outcome, created_at, occurred_at
      from message where org_id = ${orgId} and conversation_id = thread and direction <> 'note'
      order by created_at desc, id desc limit ${limit}
    ) said`.execute(db)
  return rows
}
