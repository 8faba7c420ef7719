import {
  type Expression,
  type ExpressionBuilder,
  type Insertable,
  type RawBuilder,
  type Selectable,
  type SqlBool,
  sql,
  type Updateable,
} from 'kysely'
import { insertRowSoon } from '#platform/bulk-insert'
import type { Tx } from '#platform/db'
import type { StreamHead } from '#platform/operation'
import type { Answer, DB, Notice, PromiseTable } from '#platform/schema.gen'
import { type Owners, ownedBy } from './owner-queries.ts'
import { unanswered } from './unanswered-queries.ts'

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
  'reason_id',
  'reason_why',
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

/** Adds a promise and the notice of it, with others made in the same breath: the hot path of the ledger. */
export function addPromiseRow(db: Tx, row: PromiseRow, notice: NoticeRow | null): void {
  const json = {
    clock: JSON.stringify(row.clock),
    caveats: JSON.stringify(row.caveats),
    forecast: row.forecast && JSON.stringify(row.forecast),
    reason_why: row.reason_why && JSON.stringify(row.reason_why),
  }
  const written = { ...row, ...json }
  insertRowSoon(
    db,
    'promise',
    PROMISE,
    PROMISE.map((column) => written[column]),
  )
  if (notice)
    insertRowSoon(
      db,
      'notice',
      NOTICE,
      NOTICE.map((column) => notice[column]),
    )
}

export const insertNotice = (db: Tx, row: Insertable<Notice>) => db.insertInto('notice').values(row).execute()

export const insertNotices = (db: Tx, rows: readonly Insertable<Notice>[]) =>
  db.insertInto('notice').values(rows).execute()

export const insertAnswer = (db: Tx, row: Insertable<Answer>) => db.insertInto('answer').values(row).execute()

export const findPromise = (db: Tx, orgId: string, id: string) =>
  promises(db, orgId).where('id', '=', id).executeTakeFirst()

export const promisesByIds = (db: Tx, orgId: string, ids: readonly string[]): Promise<PromiseRow[]> =>
  ids.length === 0 ? Promise.resolve([]) : promises(db, orgId).where('id', 'in', ids).execute()

/** Promises that a member has to see to still, those due soonest first. */
export async function unfinishedIdsOf(db: Tx, orgId: string, memberId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('promise')
    .select('id')
    .where('org_id', '=', orgId)
    .where('owner_id', '=', memberId)
    .where('followed', '=', true)
    .where((e) =>
      e.or([e('state', 'in', ['proposed', 'open']), e.and([e('state', '=', 'broken'), e('occurred_at', 'is', null)])]),
    )
    .orderBy('due_at')
    .orderBy('id')
    .execute()
  return rows.map(({ id }) => id)
}

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

/** Locks the roots of some promises' chains, in the order of ids. @returns their ids */
export async function lockRoots(db: Tx, orgId: string, ids: readonly string[]): Promise<string[]> {
  const roots = [...new Set((await promisesByIds(db, orgId, ids)).map((row) => row.chain_id))]
  if (roots.length === 0) return []
  const query = db.selectFrom('promise').select('id').where('org_id', '=', orgId).where('id', 'in', roots)
  return (await query.orderBy('id').forUpdate().execute()).map(({ id }) => id)
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

export const noticesByIds = (db: Tx, orgId: string, ids: readonly string[]): Promise<NoticeRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : db.selectFrom('notice').selectAll().where('org_id', '=', orgId).where('id', 'in', ids).execute()

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
  ids?: readonly string[] | undefined
  about?: string | undefined
  /** All under which it may lie (`customerIdsOf`). */
  customerIds?: readonly string[] | undefined
  ownerId?: string | undefined
  ownerTeamId?: string | undefined
  owners?: Owners | undefined
  states?: readonly string[] | undefined
  policyId?: string | undefined
  dueFrom?: Temporal.Instant | undefined
  dueBefore?: Temporal.Instant | undefined
  overdue?: boolean | undefined
  atRisk?: boolean | undefined
  drifted?: boolean | undefined
  followed?: boolean | undefined
  paused?: boolean | undefined
  unansweredSince?: Temporal.Instant | undefined
  outcome?: RootsWithOutcome | undefined
}

/** Roots of chains by outcome: of those that nothing followed the state tells it, of the others their ids are given. */
export type RootsWithOutcome = { states: readonly string[]; moved: readonly string[] }

/** Of a root: whether its chain has more than this one promise. */
export const hasMoved = (orgId: string) =>
  sql<boolean>`exists (select from promise s where s.org_id = ${orgId} and s.chain_id = promise.id and s.chain_id <> s.id)`

/** What the clock has found at risk; of what stands still nothing is said. */
const atRisk = (orgId: string) =>
  sql<boolean>`promise.id in (select promise_id from promise_risk where org_id = ${orgId} and at_risk and paused_at is null)`

/** In which order a list of promises comes: by due instant, or the last made first. */
export const ORDERS = ['soonest', 'latest', 'newest'] as const
export type PromiseOrder = (typeof ORDERS)[number]

export async function listPromiseRows(
  db: Tx,
  orgId: string,
  filter: PromiseFilter,
  order: PromiseOrder,
  after: string[] | null,
  limit: number,
): Promise<PromiseRow[]> {
  const by = order === 'newest' ? 'made_at' : 'due_at'
  const [beyond, direction] = order === 'soonest' ? [sql`>`, 'asc' as const] : [sql`<`, 'desc' as const]
  let query = promises(db, orgId).where(matching(orgId, filter))
  if (after)
    query = query.where(sql<boolean>`(${sql.ref(by)}, id) ${beyond} (${after[0]}::timestamptz, ${after[1]}::uuid)`)
  return query.orderBy(by, direction).orderBy('id', direction).limit(limit).execute()
}

export async function countMatching(db: Tx, orgId: string, filter: PromiseFilter): Promise<number> {
  const { n } = await db
    .selectFrom('promise')
    .where('org_id', '=', orgId)
    .where(matching(orgId, filter))
    .select((e) => e.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return Number(n)
}

/** Ids of the promises that a filter finds, those due soonest first. */
export async function promiseIdsMatching(
  db: Tx,
  orgId: string,
  filter: PromiseFilter,
  limit: number,
): Promise<string[]> {
  const query = db.selectFrom('promise').select('id').where('org_id', '=', orgId).where(matching(orgId, filter))
  const rows = await query.orderBy('due_at').orderBy('id').limit(limit).execute()
  return rows.map(({ id }) => id)
}

const matching = (orgId: string, filter: PromiseFilter) => (e: ExpressionBuilder<DB, 'promise'>) => {
  const all: Expression<SqlBool>[] = []
  const running = e('state', 'in', ['proposed', 'open'])
  if (filter.ids !== undefined) all.push(e('id', 'in', filter.ids))
  if (filter.about !== undefined) all.push(e('about', '=', filter.about))
  if (filter.customerIds !== undefined) all.push(e('customer_id', 'in', filter.customerIds))
  if (filter.ownerId !== undefined) all.push(e('owner_id', '=', filter.ownerId))
  if (filter.ownerTeamId !== undefined) all.push(e('owner_team_id', '=', filter.ownerTeamId))
  if (filter.owners) all.push(ownedBy(filter.owners))
  if (filter.states?.length) all.push(e('state', 'in', filter.states))
  if (filter.policyId !== undefined) all.push(e('policy_id', '=', filter.policyId))
  if (filter.dueFrom) all.push(e('due_at', '>=', filter.dueFrom))
  if (filter.dueBefore) all.push(e('due_at', '<', filter.dueBefore))
  if (filter.overdue) all.push(e('state', '=', 'broken'), e('occurred_at', 'is', null))
  if (filter.atRisk) all.push(atRisk(orgId), running)
  if (filter.drifted) all.push(e('derived_due_at', 'is not', null), running)
  if (filter.drifted === false) all.push(e('derived_due_at', 'is', null))
  if (filter.followed !== undefined) all.push(e('followed', '=', filter.followed))
  if (filter.paused !== undefined) all.push(e('paused_at', filter.paused ? 'is not' : 'is', null))
  if (filter.outcome) {
    const { states, moved } = filter.outcome
    all.push(e('chain_id', '=', e.ref('id')))
    all.push(sql<boolean>`(id = any(${moved}::uuid[]) or (state = any(${states}::text[]) and not ${hasMoved(orgId)}))`)
  }
  if (filter.unansweredSince)
    all.push(sql<boolean>`promise.id in (select u.promise_id from (${unanswered(orgId, filter.unansweredSince)}) u)`)
  return e.and(all)
}

export type UntoldRow = NoticeRow

/** Whether a notice still has to reach the customer. */
export const isUntold = ({ state }: Pick<NoticeRow, 'state'>): boolean => state === 'waiting' || state === 'undelivered'

/** Notices that somebody has to see to: undelivered, or waiting although they should have reached the customer by then. */
export const needsTelling = (patience: Temporal.Instant): RawBuilder<SqlBool> =>
  sql<SqlBool>`(state in ('waiting', 'undelivered') and kind <> 'answer_reminder' and (state = 'undelivered' or coalesce(planned_at, created_at) < ${patience}))`

/** Notices that have not reached the customer, oldest first. */
export const untoldNotices = (
  db: Tx,
  orgId: string,
  olderThan: Temporal.Instant,
  owners: Owners,
  limit: number,
): Promise<UntoldRow[]> =>
  db
    .selectFrom('notice')
    .selectAll()
    .where('org_id', '=', orgId)
    .where(needsTelling(olderThan))
    .$if(owners !== null, (query) =>
      query.where(
        sql<boolean>`exists (select from promise p where p.org_id = ${orgId} and p.id = promise_id and ${ownedBy(owners, 'p')})`,
      ),
    )
    .orderBy('created_at')
    .orderBy('id')
    .limit(limit)
    .execute()
