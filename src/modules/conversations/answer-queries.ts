import type { Selectable } from 'kysely'
import type { Tx } from '#platform/db'
import type { Conversation } from '#platform/schema.gen'

type Thread = Pick<Selectable<Conversation>, 'id' | 'about' | 'contact_id'>

/**
 * What answered a conversation's customer, of these ids, elsewhere, about the same request: whatever was said to them, whichever of
 * their people was spoken to, and what was written to the same contact in another thread.
 */
export const answersElsewhere = (
  db: Tx,
  orgId: string,
  { id, about, contact_id }: Thread,
  customerIds: readonly string[],
) =>
  customerIds.length === 0 || !about.startsWith('request:')
    ? Promise.resolve([])
    : db
        .selectFrom('message')
        .select(['direction', 'automatic', 'written', 'state', 'outcome', 'created_at', 'occurred_at'])
        .where('org_id', '=', orgId)
        .where('about', '=', about)
        .where('conversation_id', '<>', id)
        .where('written', '=', true)
        .where((e) =>
          e.or([
            e.and([e('customer_id', 'in', customerIds), e('outcome', '=', 'reached'), e('state', '=', 'written')]),
            e.and([e('contact_id', '=', contact_id), e('outcome', 'is', null), e('direction', '=', 'out')]),
          ]),
        )
        .execute()

/** Whether the customer has written about a matter since an instant. */
export async function wroteSince(db: Tx, orgId: string, about: string, since: Temporal.Instant): Promise<boolean> {
  const found = await db
    .selectFrom('message')
    .select('id')
    .where('org_id', '=', orgId)
    .where('about', '=', about)
    .where('created_at', '>=', since)
    .where('direction', '=', 'in')
    .where('automatic', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}
