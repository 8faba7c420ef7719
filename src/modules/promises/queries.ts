import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import { sendSoon, type Tx } from '#platform/db'
import type { StreamHead } from '#platform/operation'
import type { Answer, Notice, PromiseTable } from '#platform/schema.gen'

export type PromiseRow = Selectable<PromiseTable>
export type NoticeRow = Selectable<Notice>

const promises = (db: Tx, orgId: string) => db.selectFrom('promise').selectAll().where('org_id', '=', orgId)

const PROMISE = [
  'org_id',
  'id',
  'chain_id',
  'predecessor_id',
  'kind',
  'wording',
  'language',
  'beneficiary',
  'customer_id',
  'contact_id',
  'about',
  'owner_id',
  'basis',
  'state',
  'consent',
  'made_at',
  'due_at',
  'window_from',
  'answer_by',
  'next_check_at',
  'clock',
  'caveats',
  'chance_when_made',
  'forecast',
  'floor_when_made',
  'floor_reason',
  'promised_by',
  'told_at',
  'answered_at',
  'occurred_at',
  'recorded_at',
  'ended_at',
  'reason',
  'followed',
  'chain_seq',
  'chain_hash',
  'version',
  'policy_id',
  'policy_version',
  'owner_team_id',
  'calendar_id',
  'pausable',
  'paused_at',
  'repeats',
  'derived_due_at',
  'tz_revision',
] as const satisfies readonly (keyof PromiseRow)[]

const NOTICE = [
  'org_id',
  'id',
  'promise_id',
  'kind',
  'contact_id',
  'state',
  'failure',
  'told_at',
  'told_channel',
  'told_by',
  'created_at',
  'text',
  'wait_id',
] as const satisfies readonly (keyof NoticeRow)[]

const INSERT_PROMISE = `insert into promise (${PROMISE.join(', ')}) values (${PROMISE.map((_, i) => `$${i + 1}`).join(', ')})`
const INSERT_NOTICE = `insert into notice (${NOTICE.join(', ')}) values (${NOTICE.map((_, i) => `$${PROMISE.length + i + 1}`).join(', ')})`
const INSERT_BOTH = `with made as (${INSERT_PROMISE}) ${INSERT_NOTICE}`

/** Adds a promise and the notice of it, in one statement that leaves with the commit: the hot path of the ledger. */
export function addPromiseRow(db: Tx, row: PromiseRow, notice: NoticeRow | null): void {
  const json = {
    clock: JSON.stringify(row.clock),
    caveats: JSON.stringify(row.caveats),
    forecast: row.forecast && JSON.stringify(row.forecast),
  }
  const written = { ...row, ...json }
  const promise = PROMISE.map((column) => written[column])
  if (notice) sendSoon(db, INSERT_BOTH, [...promise, ...NOTICE.map((column) => notice[column])])
  else sendSoon(db, INSERT_PROMISE, promise)
}

export const insertNotice = (db: Tx, row: Insertable<Notice>) => db.insertInto('notice').values(row).execute()

export const insertAnswer = (db: Tx, row: Insertable<Answer>) => db.insertInto('answer').values(row).execute()

export const findPromise = (db: Tx, orgId: string, id: string) =>
  promises(db, orgId).where('id', '=', id).executeTakeFirst()

export const promisesByIds = (db: Tx, orgId: string, ids: readonly string[]): Promise<PromiseRow[]> =>
  ids.length === 0 ? Promise.resolve([]) : promises(db, orgId).where('id', 'in', ids).execute()

/** Locks the root of a promise's chain: whoever holds it may let the chain grow. */
export async function lockRoot(db: Tx, orgId: string, id: string): Promise<string | undefined> {
  const found = await db
    .selectFrom('promise')
    .select('chain_id')
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!found) return undefined
  const root = await db
    .selectFrom('promise')
    .select('id')
    .where('org_id', '=', orgId)
    .where('id', '=', found.chain_id)
    .forUpdate()
    .executeTakeFirst()
  return root?.id
}

/** The promises of chains in the order of making, root first. */
export const readChains = (db: Tx, orgId: string, chainIds: readonly string[]): Promise<PromiseRow[]> =>
  chainIds.length === 0
    ? Promise.resolve([])
    : promises(db, orgId)
        .where((e) =>
          e.or([e('id', 'in', chainIds), e.and([e('chain_id', 'in', chainIds), e('chain_id', '<>', e.ref('id'))])]),
        )
        .orderBy('made_at')
        .orderBy('id')
        .execute()

export const updatePromise = (db: Tx, orgId: string, id: string, set: Updateable<PromiseTable>) =>
  db
    .updateTable('promise')
    .set((e) => ({ ...set, version: e('version', '+', 1) }))
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .execute()

export const storeHead = (db: Tx, orgId: string, chainId: string, head: StreamHead) =>
  db
    .updateTable('promise')
    .set({ chain_seq: head.seq, chain_hash: head.hash })
    .where('org_id', '=', orgId)
    .where('id', '=', chainId)
    .execute()

export const noticesOf = (db: Tx, orgId: string, promiseIds: readonly string[]): Promise<NoticeRow[]> =>
  promiseIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('notice')
        .selectAll()
        .where('org_id', '=', orgId)
        .where('promise_id', 'in', promiseIds)
        .orderBy('id')
        .execute()

export const findNotice = (db: Tx, orgId: string, id: string) =>
  db.selectFrom('notice').selectAll().where('org_id', '=', orgId).where('id', '=', id).executeTakeFirst()

export const updateNotice = (db: Tx, orgId: string, id: string, set: Updateable<Notice>) =>
  db.updateTable('notice').set(set).where('org_id', '=', orgId).where('id', '=', id).execute()

export const answersOf = (db: Tx, orgId: string, promiseIds: readonly string[]) =>
  db
    .selectFrom('answer')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('promise_id', 'in', promiseIds)
    .orderBy('id')
    .execute()

export type PromiseFilter = {
  about?: string | undefined
  customerId?: string | undefined
  ownerId?: string | undefined
  ownerTeamId?: string | undefined
  states?: readonly string[] | undefined
  policyId?: string | undefined
  dueFrom?: Temporal.Instant | undefined
  dueBefore?: Temporal.Instant | undefined
  overdue?: boolean | undefined
  atRisk?: boolean | undefined
  drifted?: boolean | undefined
  followed?: boolean | undefined
  latestFirst?: boolean | undefined
}

/** What the clock has found at risk; of what stands still nothing is said. */
const atRisk = (orgId: string) =>
  sql<boolean>`promise.id in (select promise_id from promise_risk where org_id = ${orgId} and at_risk and paused_at is null)`

/** Promises by due instant, after the sort keys of a cursor. */
export async function listPromiseRows(
  db: Tx,
  orgId: string,
  filter: PromiseFilter,
  after: string[] | null,
  limit: number,
): Promise<PromiseRow[]> {
  let query = promises(db, orgId)
  if (filter.about !== undefined) query = query.where('about', '=', filter.about)
  if (filter.customerId !== undefined) query = query.where('customer_id', '=', filter.customerId)
  if (filter.ownerId !== undefined) query = query.where('owner_id', '=', filter.ownerId)
  if (filter.ownerTeamId !== undefined) query = query.where('owner_team_id', '=', filter.ownerTeamId)
  if (filter.states?.length) query = query.where('state', 'in', filter.states)
  if (filter.policyId !== undefined) query = query.where('policy_id', '=', filter.policyId)
  if (filter.dueFrom) query = query.where('due_at', '>=', filter.dueFrom)
  if (filter.dueBefore) query = query.where('due_at', '<', filter.dueBefore)
  if (filter.overdue) query = query.where('state', '=', 'broken').where('occurred_at', 'is', null)
  if (filter.atRisk) query = query.where(atRisk(orgId)).where('state', 'in', ['proposed', 'open'])
  if (filter.drifted) query = query.where('derived_due_at', 'is not', null).where('state', 'in', ['proposed', 'open'])
  if (filter.drifted === false) query = query.where('derived_due_at', 'is', null)
  if (filter.followed !== undefined) query = query.where('followed', '=', filter.followed)
  const [beyond, direction] = filter.latestFirst ? [sql`<`, 'desc' as const] : [sql`>`, 'asc' as const]
  if (after) query = query.where(sql<boolean>`(due_at, id) ${beyond} (${after[0]}::timestamptz, ${after[1]}::uuid)`)
  return query.orderBy('due_at', direction).orderBy('id', direction).limit(limit).execute()
}

export type UntoldRow = NoticeRow

/** Notices that have not reached the customer, oldest first. */
export const untoldNotices = (
  db: Tx,
  orgId: string,
  olderThan: Temporal.Instant,
  limit: number,
): Promise<UntoldRow[]> =>
  db
    .selectFrom('notice')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('state', '<>', 'told')
    .where((e) => e.or([e('state', '=', 'undelivered'), e('created_at', '<', olderThan)]))
    .orderBy('created_at')
    .orderBy('id')
    .limit(limit)
    .execute()
