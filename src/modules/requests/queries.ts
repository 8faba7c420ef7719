import {
  type Expression,
  type ExpressionBuilder,
  type Insertable,
  type Selectable,
  type SqlBool,
  sql,
  type Updateable,
} from 'kysely'
import { bulkInsert, tableOf } from '#platform/bulk-insert'
import type { Tx } from '#platform/db'
import type { DB, Request } from '#platform/schema.gen'
import { queryOf, rarestFirst, saysAll } from '#platform/search'

export type RequestRow = Omit<Selectable<Request>, 'search' | 'folded'>

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
  'exceptional_at',
  'exceptional_by',
  'exceptional_why',
  'exceptional_until',
  'exceptional_stakes',
  'exceptional_promise_id',
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

/** Rows of the same columns. */
export const insertRequests = (db: Tx, rows: readonly Insertable<Request>[]): Promise<unknown> =>
  bulkInsert(db, { table: 'request', shared: {}, ...tableOf(rows) })

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

const byIds = (db: Tx, orgId: string, ids: readonly string[]) =>
  db.selectFrom('request').select(COLUMNS).where('org_id', '=', orgId).where('id', 'in', ids)

export const requestsByIds = (db: Tx, orgId: string, ids: readonly string[]): Promise<RequestRow[]> =>
  ids.length === 0 ? Promise.resolve([]) : byIds(db, orgId, ids).execute()

/** In the order of ids, so that two who lock the same ones wait for each other and not in a circle. */
export const lockRequests = (db: Tx, orgId: string, ids: readonly string[]): Promise<RequestRow[]> =>
  ids.length === 0 ? Promise.resolve([]) : byIds(db, orgId, ids).orderBy('id').forUpdate().execute()

export type RequestFilter = {
  /** Words that were typed, folded; none: every request. */
  words: readonly string[]
  /** Those that say them, where they are few; null: they are many. None: what looks like the words is found. */
  said: readonly string[] | null
  /** Customers that the words name: their requests are found too. */
  named: readonly string[]
  ids?: readonly string[] | undefined
  status?: string | undefined
  kind?: string | undefined
  source?: string | undefined
  serviceId?: string | undefined
  /** All under which it may lie (`customerIdsOf`). */
  customerIds?: readonly string[] | undefined
  ownerId?: string | undefined
  importId?: string | undefined
  followed?: boolean | undefined
  exceptional?: boolean | undefined
  openedFrom?: Temporal.Instant | undefined
  openedBefore?: Temporal.Instant | undefined
}

/** In which order a list of requests comes: by when they were opened, or the last closed first. */
export const ORDERS = ['newest', 'oldest', 'lastClosed'] as const
export type RequestOrder = (typeof ORDERS)[number]

export async function listRequestRows(
  db: Tx,
  orgId: string,
  filter: RequestFilter,
  order: RequestOrder,
  after: string[] | null,
  limit: number,
): Promise<RequestRow[]> {
  const by = order === 'lastClosed' ? 'closed_at' : 'opened_at'
  const [beyond, direction] = order === 'oldest' ? [sql`>`, 'asc' as const] : [sql`<`, 'desc' as const]
  let query = db.selectFrom('request').select(COLUMNS).where('org_id', '=', orgId).where(matching(filter))
  if (order === 'lastClosed') query = query.where('closed_at', 'is not', null)
  if (after)
    query = query.where(sql<boolean>`(${sql.ref(by)}, id) ${beyond} (${after[0]}::timestamptz, ${after[1]}::uuid)`)
  return query.orderBy(by, direction).orderBy('id', direction).limit(limit).execute()
}

/** More than these are many: among so many the latest are found sooner by walking from the latest back. */
const FEW = 2_000

/** Where so many of the latest say a word, a page of them is at hand: an index would list all that ever said it first. */
const COMMON = { said: 60, ofLatest: 1_000 }

/** Ids of the requests that say all of these words where they are few, null where they are many. */
export async function saidIds(db: Tx, orgId: string, words: readonly string[]): Promise<string[] | null> {
  const latest = await sql<{ said: number }>`
    select count(*)::int as said from (
      select search from request where org_id = ${orgId} order by opened_at desc, id desc limit ${COMMON.ofLatest}
    ) latest where search @@ ${queryOf(words)}`.execute(db)
  if ((latest.rows[0]?.said ?? 0) >= COMMON.said) return null
  const { rows } = await sql<{ id: string }>`
    select id from requests_saying(${orgId}, ${queryOf(words)}, ${FEW + 1}) as id`.execute(db)
  return rows.length > FEW ? null : rows.map(({ id }) => id)
}

/** Ids of the requests that look like saying these words, the likeliest first. */
export async function likeIds(db: Tx, orgId: string, words: readonly string[], limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from requests_like(${orgId}, ${rarestFirst(words)}::text[], ${limit}) as id`.execute(db)
  return rows.map(({ id }) => id)
}

/** Of some requests the open ones first, the latest of each before older ones. */
export const latestOf = (db: Tx, orgId: string, ids: readonly string[], limit: number): Promise<RequestRow[]> =>
  db
    .selectFrom('request')
    .select(COLUMNS)
    .where('org_id', '=', orgId)
    .where('id', 'in', [...ids])
    .orderBy((e) => e.and([e('status', '=', 'open'), e('followed', '=', true)]), 'desc')
    .orderBy('opened_at', 'desc')
    .limit(limit)
    .execute()

/** Requests that say these words, the latest first; open ones alone, or all. */
export const requestsSaying = (
  db: Tx,
  orgId: string,
  words: readonly string[],
  { open }: { open: boolean },
  limit: number,
): Promise<RequestRow[]> =>
  db
    .selectFrom('request')
    .select(COLUMNS)
    .where('org_id', '=', orgId)
    .where((e) => saysAll(e.ref('search'), words))
    .$if(open, (query) => query.where('status', '=', 'open').where('followed', '=', true))
    .orderBy('opened_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()

/** Ids of the requests that a filter finds, the newest first. */
export async function requestIdsMatching(
  db: Tx,
  orgId: string,
  filter: RequestFilter,
  limit: number,
): Promise<string[]> {
  const query = db.selectFrom('request').select('id').where('org_id', '=', orgId).where(matching(filter))
  const rows = await query.orderBy('opened_at', 'desc').orderBy('id', 'desc').limit(limit).execute()
  return rows.map(({ id }) => id)
}

const matching = (filter: RequestFilter) => (e: ExpressionBuilder<DB, 'request'>) => {
  const all: Expression<SqlBool>[] = []
  if (filter.words.length > 0)
    all.push(
      e.or([
        filter.said === null
          ? saysAll(e.ref('search'), filter.words)
          : sql<SqlBool>`id = any(${[...filter.said]}::uuid[])`,
        ...(filter.named.length === 0 ? [] : [sql<boolean>`customer_id = any(${[...filter.named]}::uuid[])`]),
      ]),
    )
  if (filter.ids !== undefined) all.push(e('id', 'in', filter.ids))
  if (filter.status !== undefined) all.push(e('status', '=', filter.status))
  if (filter.kind !== undefined) all.push(e('kind', '=', filter.kind))
  if (filter.source !== undefined) all.push(e('source', '=', filter.source))
  if (filter.serviceId !== undefined) all.push(e('service_id', '=', filter.serviceId))
  if (filter.customerIds !== undefined) all.push(e('customer_id', 'in', filter.customerIds))
  if (filter.ownerId !== undefined) all.push(e('owner_id', '=', filter.ownerId))
  if (filter.importId !== undefined) all.push(e('import_id', '=', filter.importId))
  if (filter.followed !== undefined) all.push(e('followed', '=', filter.followed))
  if (filter.exceptional !== undefined) all.push(e('exceptional_at', filter.exceptional ? 'is not' : 'is', null))
  if (filter.openedFrom) all.push(e('opened_at', '>=', filter.openedFrom))
  if (filter.openedBefore) all.push(e('opened_at', '<', filter.openedBefore))
  return e.and(all)
}

/** Open requests of daily work that a member has; all without a limit. */
export async function openRequestIdsOf(
  db: Tx,
  orgId: string,
  memberId: string,
  limit: number | null,
): Promise<string[]> {
  const rows = await db
    .selectFrom('request')
    .select('id')
    .where('org_id', '=', orgId)
    .where('status', '=', 'open')
    .where('followed', '=', true)
    .where('owner_id', '=', memberId)
    .orderBy('opened_at')
    .orderBy('id')
    .$if(limit !== null, (query) => query.limit(limit as number))
    .execute()
  return rows.map(({ id }) => id)
}

export const requestByNumber = (db: Tx, orgId: string, number: number): Promise<RequestRow | undefined> =>
  db.selectFrom('request').select(COLUMNS).where('org_id', '=', orgId).where('number', '=', number).executeTakeFirst()

export async function requestIdByNumber(db: Tx, orgId: string, number: number): Promise<string | null> {
  const row = await db
    .selectFrom('request')
    .select('id')
    .where('org_id', '=', orgId)
    .where('number', '=', number)
    .executeTakeFirst()
  return row?.id ?? null
}
