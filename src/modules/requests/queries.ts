import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import { bulkInsert } from '#platform/bulk-insert'
import type { Tx } from '#platform/db'
import type { Request } from '#platform/schema.gen'

export type RequestRow = Omit<Selectable<Request>, 'search'>

const COLUMNS = [
  'org_id',
  'id',
  'number',
  'kind',
  'subject',
  'description',
  'status',
  'source',
  'external_id',
  'customer_id',
  'contact_id',
  'service_id',
  'owner_id',
  'category',
  'subcategory',
  'channel',
  'priority',
  'team',
  'area',
  'outcome',
  'opened_at',
  'closed_at',
  'complete_until',
  'followed',
  'import_id',
  'version',
  'created_at',
] as const

/** Takes `count` numbers; the first of them. Serialises the organization's new requests until the commit. */
export async function takeNumbers(db: Tx, orgId: string, count: number): Promise<number> {
  const { rows } = await sql<{ next_number: number }>`
    insert into request_counter (org_id, next_number) values (${orgId}, ${1 + count})
    on conflict (org_id) do update set next_number = request_counter.next_number + ${count}
    returning next_number`.execute(db)
  return (rows[0]?.next_number ?? 1 + count) - count
}

export const insertRequest = (db: Tx, row: Insertable<Request>) => db.insertInto('request').values(row).execute()

/** Inserts imported requests, passing over external ids that are known; the ids of those that were new. */
export async function insertImportedRequests(
  db: Tx,
  shared: Partial<Insertable<Request>>,
  rows: readonly Partial<Insertable<Request>>[],
): Promise<Set<string>> {
  const columns = Object.keys(rows[0] ?? {}) as (keyof Insertable<Request>)[]
  const inserted = await bulkInsert<{ id: string }>(db, {
    table: 'request',
    shared,
    columns,
    rows: rows.map((row) => columns.map((column) => row[column])),
    tail: 'on conflict (org_id, source, external_id) where external_id is not null do nothing returning id',
  })
  return new Set(inserted.map((row) => row.id))
}

export const findRequest = (db: Tx, orgId: string, id: string): Promise<RequestRow | undefined> =>
  db.selectFrom('request').select(COLUMNS).where('org_id', '=', orgId).where('id', '=', id).executeTakeFirst()

export const lockRequest = (db: Tx, orgId: string, id: string): Promise<RequestRow | undefined> =>
  db
    .selectFrom('request')
    .select(COLUMNS)
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()

export const updateRequestRow = (db: Tx, orgId: string, id: string, set: Updateable<Request>) =>
  db
    .updateTable('request')
    .set((e) => ({ ...set, version: e('version', '+', 1) }))
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .execute()

export const requestsByIds = (db: Tx, orgId: string, ids: readonly string[]): Promise<RequestRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : db.selectFrom('request').select(COLUMNS).where('org_id', '=', orgId).where('id', 'in', ids).execute()

export type RequestFilter = {
  terms: string | null
  /** Customers that the terms name: their requests are found too. */
  named: readonly string[]
  status?: string | undefined
  kind?: string | undefined
  source?: string | undefined
  serviceId?: string | undefined
  customerId?: string | undefined
  ownerId?: string | undefined
  importId?: string | undefined
  followed?: boolean | undefined
  openedFrom?: Temporal.Instant | undefined
  openedBefore?: Temporal.Instant | undefined
}

export async function listRequestRows(
  db: Tx,
  orgId: string,
  filter: RequestFilter,
  order: 'newest' | 'oldest',
  after: string[] | null,
  limit: number,
): Promise<RequestRow[]> {
  let query = db.selectFrom('request').select(COLUMNS).where('org_id', '=', orgId)
  if (filter.terms !== null)
    query = query.where((e) =>
      e.or([
        sql<boolean>`search @@ to_tsquery('simple', ${filter.terms})`,
        ...(filter.named.length === 0 ? [] : [sql<boolean>`customer_id = any(${[...filter.named]}::uuid[])`]),
      ]),
    )
  if (filter.status !== undefined) query = query.where('status', '=', filter.status)
  if (filter.kind !== undefined) query = query.where('kind', '=', filter.kind)
  if (filter.source !== undefined) query = query.where('source', '=', filter.source)
  if (filter.serviceId !== undefined) query = query.where('service_id', '=', filter.serviceId)
  if (filter.customerId !== undefined) query = query.where('customer_id', '=', filter.customerId)
  if (filter.ownerId !== undefined) query = query.where('owner_id', '=', filter.ownerId)
  if (filter.importId !== undefined) query = query.where('import_id', '=', filter.importId)
  if (filter.followed !== undefined) query = query.where('followed', '=', filter.followed)
  if (filter.openedFrom) query = query.where('opened_at', '>=', filter.openedFrom)
  if (filter.openedBefore) query = query.where('opened_at', '<', filter.openedBefore)
  if (order === 'newest') {
    if (after) query = query.where(sql<boolean>`(opened_at, id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`)
    return query.orderBy('opened_at', 'desc').orderBy('id', 'desc').limit(limit).execute()
  }
  if (after) query = query.where(sql<boolean>`(opened_at, id) > (${after[0]}::timestamptz, ${after[1]}::uuid)`)
  return query.orderBy('opened_at').orderBy('id').limit(limit).execute()
}

export async function requestIdByNumber(db: Tx, orgId: string, number: number): Promise<string | null> {
  const row = await db
    .selectFrom('request')
    .select('id')
    .where('org_id', '=', orgId)
    .where('number', '=', number)
    .executeTakeFirst()
  return row?.id ?? null
}
