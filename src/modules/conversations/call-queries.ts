import { sql } from 'kysely'
import type { Tx } from '#platform/db'
import type { ConversationRow } from './conversation-queries.ts'

/** Until the transaction ends nobody else records this call, or one of this caller: two at once are one matter. */
export async function holdCaller(db: Tx, orgId: string, callId: string, digits: string | null): Promise<void> {
  const hold = (name: string) => sql`select pg_advisory_xact_lock(hashtextextended(${`kept/${name}`}, 0))`.execute(db)
  await hold(`call/${orgId}/${callId}`)
  // Whoever withholds the number is somebody else each time.
  if (digits !== null) await hold(`caller/${orgId}/${digits}`)
}

export const messageOfCall = (db: Tx, orgId: string, callId: string) =>
  db
    .selectFrom('message')
    .select(['id', 'conversation_id'])
    .where('org_id', '=', orgId)
    .where('call_id', '=', callId)
    .executeTakeFirst()

type Caller = { address: string; contactId: string | null; customerIds: readonly string[] }

/** The conversation on the telephone in which a caller waits, locked; of several the one that waits longest. */
export const waitingCaller = (
  db: Tx,
  orgId: string,
  { address, contactId, customerIds }: Caller,
): Promise<ConversationRow | undefined> =>
  db
    .selectFrom('conversation')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('channel', '=', 'phone')
    .where('state', '=', 'open')
    .where('waiting_since', 'is not', null)
    .where('merged_into', 'is', null)
    .$if(contactId === null, (query) =>
      query.where((e) => e.fn('lower', ['address']), '=', address.toLowerCase()).where('contact_id', 'is', null),
    )
    .$if(contactId !== null, (query) =>
      query.where('customer_id', 'in', customerIds).where('contact_id', '=', contactId),
    )
    .orderBy('waiting_since')
    .limit(1)
    .forUpdate()
    .executeTakeFirst()

/** How many calls were missed in a conversation since an instant. */
export async function countMissed(db: Tx, orgId: string, conversationId: string, since: Temporal.Instant) {
  const { n } = await db
    .selectFrom('message')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('org_id', '=', orgId)
    .where('conversation_id', '=', conversationId)
    .where('outcome', '=', 'missed')
    .where('occurred_at', '>=', since)
    .executeTakeFirstOrThrow()
  return Number(n)
}

/** Calls since an instant, the newest first: that waited for an answer, and in which somebody spoke with the caller. */
export const callsSince = (db: Tx, orgId: string, since: Temporal.Instant, limit: number) =>
  db
    .selectFrom('message')
    .select(['conversation_id', 'state', 'outcome', 'occurred_at', 'created_at'])
    .where('org_id', '=', orgId)
    .where('created_at', '>=', since)
    .where('channel', '=', 'phone')
    .where('conversation_id', 'is not', null)
    .where((e) =>
      e.or([e('state', '=', 'received'), e.and([e('state', '=', 'written'), e('outcome', '=', 'reached')])]),
    )
    .orderBy('created_at', 'desc')
    .limit(limit)
    .execute()
