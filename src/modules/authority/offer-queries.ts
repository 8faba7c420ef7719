import type { Insertable, Selectable, Updateable } from 'kysely'
import type { Tx } from '#platform/db'
import type { OfferedChoice } from '#platform/schema.gen'

export type OfferRow = Selectable<OfferedChoice>

const offers = (db: Tx, orgId: string) => db.selectFrom('offered_choice').selectAll().where('org_id', '=', orgId)

export const insertOffer = (db: Tx, row: Insertable<OfferedChoice>): Promise<OfferRow> =>
  db.insertInto('offered_choice').values(row).returningAll().executeTakeFirstOrThrow()

export const lockOffer = (db: Tx, orgId: string, id: string): Promise<OfferRow | undefined> =>
  offers(db, orgId).where('id', '=', id).forUpdate().executeTakeFirst()

/** What is told by a notice. */
export const offerOfNotice = (db: Tx, orgId: string, noticeId: string): Promise<OfferRow | undefined> =>
  offers(db, orgId).where('notice_id', '=', noticeId).executeTakeFirst()

const MOST = 100

/** What was offered about a matter, oldest first; of many the newest hundred. */
export const offerRowsAbout = async (db: Tx, orgId: string, about: string): Promise<OfferRow[]> =>
  (
    await offers(db, orgId)
      .where('about', '=', about)
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(MOST)
      .execute()
  ).reverse()

export const updateOffer = (db: Tx, orgId: string, id: string, set: Updateable<OfferedChoice>): Promise<OfferRow> =>
  db
    .updateTable('offered_choice')
    .set(set)
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
