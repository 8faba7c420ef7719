import type { Insertable, Selectable } from 'kysely'
import type { Tx } from '#platform/db'
import type { ContactConsent } from '#platform/schema.gen'

export type ConsentRow = Selectable<ContactConsent>

export const insertConsent = (db: Tx, row: Insertable<ContactConsent>) =>
  db.insertInto('contact_consent').values(row).execute()

/** What a contact said, the latest first; of what was said at one instant, what was recorded last. */
export const consentsOf = (
  db: Tx,
  orgId: string,
  contactId: string,
  purpose: string | undefined,
  limit: number,
): Promise<ConsentRow[]> =>
  db
    .selectFrom('contact_consent')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('contact_id', '=', contactId)
    .$if(purpose !== undefined, (query) => query.where('purpose', '=', purpose ?? ''))
    .orderBy('occurred_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()

/** The record goes with the contacts it is of. */
export const deleteConsentsOf = (db: Tx, orgId: string, contactIds: readonly string[]) =>
  db
    .deleteFrom('contact_consent')
    .where('org_id', '=', orgId)
    .where('contact_id', '=', (e) => e.fn.any(e.val(contactIds)))
    .execute()
