import { sql } from 'kysely'
import type { Tx } from '#platform/db'
import type { ConversationRow } from './conversation-queries.ts'

/**
 * Conversations in which somebody waits beyond the due instant and nobody was told of it, those due first; from the
 * index `conversation_unalerted`, whose condition this is. What somebody holds is for the next look.
 */
export const unalerted = (db: Tx, orgId: string, now: Temporal.Instant, limit: number): Promise<ConversationRow[]> =>
  db
    .selectFrom('conversation')
    .selectAll()
    .where('org_id', '=', orgId)
    .where(
      sql<boolean>`state = 'open' and waiting_since is not null and sort = 'person' and snoozed_until is null and merged_into is null and alerted_at is null`,
    )
    .where('due_at', '<', now)
    .orderBy('due_at')
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute()
