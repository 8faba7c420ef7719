import { sql } from 'kysely'
import type { Tx } from '#platform/db'

/** What an import itself records about its requests. */
const OWN = 'promise.imported'

/** Requests of an import in the order of their opening, held. `after`: opening and id of the last row before. */
export const lockImportedRequests = (
  db: Tx,
  orgId: string,
  importId: string,
  after: readonly string[] | null,
  limit: number,
) =>
  db
    .selectFrom('request')
    .select(['id', 'opened_at'])
    .where('org_id', '=', orgId)
    .where('import_id', '=', importId)
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(opened_at, id) > (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`),
    )
    .orderBy('opened_at')
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .execute()

/** Of these matters (`request:ID`) the ones about which something has happened since they were imported. */
export async function builtOnAmong(db: Tx, orgId: string, abouts: readonly string[]): Promise<string[]> {
  const rows = await db
    .selectFrom('event')
    .select('about')
    .distinct()
    .where('org_id', '=', orgId)
    .where('about', '=', (e) => e.fn.any(e.val(abouts)))
    .where('type', '<>', OWN)
    .execute()
  return rows.map(({ about }) => about)
}

/** Requests of an import about which something has happened since, at most `limit`. Ids are in the order of time. */
export const importedAndBuiltOn = (db: Tx, orgId: string, importId: string, limit: number) =>
  db
    .selectFrom('request')
    .select(['id', 'number', 'subject'])
    .where('org_id', '=', orgId)
    .where('import_id', '=', importId)
    .where('id', 'in', (e) =>
      e
        .selectFrom('event')
        .select(sql<string>`substring(about from 'request:(.*)')::uuid`.as('id'))
        .where('event.org_id', '=', orgId)
        .where('event.id', '>', importId)
        .where('type', '<>', OWN)
        .where('about', 'like', 'request:%'),
    )
    .orderBy('number')
    .limit(limit)
    .execute()

export const countImportedRequests = async (db: Tx, orgId: string, importId: string): Promise<number> => {
  const { n } = await db
    .selectFrom('request')
    .select((e) => e.fn.countAll<number>().as('n'))
    .where('org_id', '=', orgId)
    .where('import_id', '=', importId)
    .executeTakeFirstOrThrow()
  return Number(n)
}

export const deleteRequests = (db: Tx, orgId: string, ids: readonly string[]) =>
  db
    .deleteFrom('request')
    .where('org_id', '=', orgId)
    .where('id', '=', (e) => e.fn.any(e.val(ids)))
    .execute()

/** Which of these customers or contacts have requests. */
export const requestsOfAny = (db: Tx, orgId: string, column: 'customer_id' | 'contact_id', ids: readonly string[]) =>
  db
    .selectFrom('request')
    .select(`${column} as id`)
    .distinct()
    .where('org_id', '=', orgId)
    .where(column, '=', (e) => e.fn.any(e.val(ids)))
    .execute()

/** Customers that an import made for whom there are requests from elsewhere, at most `limit`. */
export const importedCustomersOfOthers = (db: Tx, orgId: string, importId: string, limit: number) =>
  db
    .selectFrom('customer')
    .select(['id', 'name'])
    .where('org_id', '=', orgId)
    .where('import_id', '=', importId)
    .where((e) =>
      e.exists(
        e
          .selectFrom('request')
          .select('request.id')
          .where('request.org_id', '=', orgId)
          .whereRef('request.customer_id', '=', 'customer.id')
          .where((or) => or.or([or('request.import_id', 'is', null), or('request.import_id', '<>', importId)])),
      ),
    )
    .orderBy('id')
    .limit(limit)
    .execute()
