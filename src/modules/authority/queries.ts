import { type Insertable, type RawBuilder, type Selectable, sql, type Updateable } from 'kysely'
import type { Tx } from '#platform/db'
import type { Approval, AuthorityLimit, AuthorityUse, Deputy, RemedyGrant } from '#platform/schema.gen'

import { aroundPeriod, isMonth, type Period } from './period.ts'
import type { SpentRow } from './spent.ts'

export type LimitRow = Selectable<AuthorityLimit>
export type GrantRow = Selectable<RemedyGrant>
export type ApprovalRow = Selectable<Approval>
export type DeputyRow = Selectable<Deputy>
export type UseKey = Pick<Selectable<AuthorityUse>, 'dimension' | 'key' | 'period' | 'remedy_id'>
export type UseRow = UseKey & { amount: number }

// The matrix.

const limits = (db: Tx, orgId: string) => db.selectFrom('authority_limit').selectAll().where('org_id', '=', orgId)

export const limitRows = (db: Tx, orgId: string): Promise<LimitRow[]> =>
  limits(db, orgId).orderBy('role').orderBy('created_at').orderBy('id').execute()

export const lockLimit = (db: Tx, orgId: string, id: string): Promise<LimitRow | undefined> =>
  limits(db, orgId).where('id', '=', id).forUpdate().executeTakeFirst()

/** Writes the line of a place; one that is there is changed. */
export const putLimit = (db: Tx, row: Insertable<AuthorityLimit>): Promise<LimitRow> =>
  db
    .insertInto('authority_limit')
    .values(row)
    .onConflict((on) =>
      on.columns(['org_id', 'role', 'situation', 'remedy_id']).doUpdateSet((e) => ({
        per_request: e.ref('excluded.per_request'),
        per_customer_year: e.ref('excluded.per_customer_year'),
        per_firm_month: e.ref('excluded.per_firm_month'),
        per_member_month: e.ref('excluded.per_member_month'),
        version: e('authority_limit.version', '+', 1),
      })),
    )
    .returningAll()
    .executeTakeFirstOrThrow()

export const deleteLimit = (db: Tx, orgId: string, id: string) =>
  db.deleteFrom('authority_limit').where('org_id', '=', orgId).where('id', '=', id).execute()

// What was used.

/**
 * Adds to sums, and locks them: rows in the order in which they are given, which has to be that of their keys. Adding
 * nothing reads them as they are once everybody before has committed.
 */
export async function addUse(db: Tx, orgId: string, rows: readonly UseRow[]): Promise<UseRow[]> {
  const sums = await db
    .insertInto('authority_use')
    .values(rows.map((row) => ({ org_id: orgId, ...row })))
    .onConflict((on) =>
      on
        .columns(['org_id', 'dimension', 'key', 'period', 'remedy_id'])
        .doUpdateSet((e) => ({ amount: e('authority_use.amount', '+', e.ref('excluded.amount')) })),
    )
    .returning(['dimension', 'key', 'period', 'remedy_id', 'amount'])
    .execute()
  return sums.map((row) => ({ ...row, amount: Number(row.amount) }))
}

/** Gives back from sums that the caller has locked. */
export const giveBackUse = (db: Tx, orgId: string, rows: readonly UseKey[], amount: number) =>
  sql`update authority_use u set amount = u.amount - ${amount}
    from unnest(${rows.map((row) => row.dimension)}::text[], ${rows.map((row) => row.key)}::text[],
      ${rows.map((row) => row.period)}::text[], ${rows.map((row) => row.remedy_id)}::uuid[]) as back (dimension, key, period, remedy_id)
    where u.org_id = ${orgId} and u.dimension = back.dimension and u.key = back.key and u.period = back.period
      and u.remedy_id = back.remedy_id`.execute(db)

/** Sums of some keys and periods, of every remedy. */
export async function usedOf(
  db: Tx,
  orgId: string,
  keys: readonly Pick<UseKey, 'dimension' | 'key' | 'period'>[],
): Promise<UseRow[]> {
  const { rows } = await sql<UseRow>`
    select u.dimension, u.key, u.period, u.remedy_id, u.amount::float8 as amount
    from unnest(${keys.map((row) => row.dimension)}::text[], ${keys.map((row) => row.key)}::text[],
      ${keys.map((row) => row.period)}::text[]) as asked (dimension, key, period)
    join authority_use u on u.org_id = ${orgId} and u.dimension = asked.dimension and u.key = asked.key and u.period = asked.period`.execute(
    db,
  )
  return rows
}

// Grants.

const grants = (db: Tx, orgId: string) => db.selectFrom('remedy_grant').selectAll().where('org_id', '=', orgId)

export const insertGrant = (db: Tx, row: Insertable<RemedyGrant>): Promise<GrantRow> =>
  db.insertInto('remedy_grant').values(row).returningAll().executeTakeFirstOrThrow()

export const lockGrant = (db: Tx, orgId: string, id: string): Promise<GrantRow | undefined> =>
  grants(db, orgId).where('id', '=', id).forUpdate().executeTakeFirst()

export const findGrant = (db: Tx, orgId: string, id: string): Promise<GrantRow | undefined> =>
  grants(db, orgId).where('id', '=', id).executeTakeFirst()

export const updateGrant = (db: Tx, orgId: string, id: string, set: Updateable<RemedyGrant>): Promise<GrantRow> =>
  db
    .updateTable('remedy_grant')
    .set(set)
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()

export const grantsByApproval = (db: Tx, orgId: string, approvalIds: readonly string[]) =>
  approvalIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('remedy_grant')
        .innerJoin('approval', (on) =>
          on.onRef('approval.org_id', '=', 'remedy_grant.org_id').onRef('approval.about', '=', 'remedy_grant.about'),
        )
        .select(['remedy_grant.id', 'remedy_grant.approval_id'])
        .where('remedy_grant.org_id', '=', orgId)
        .where('approval.id', 'in', approvalIds)
        .whereRef('remedy_grant.approval_id', '=', 'approval.id')
        .execute()

/** What was granted in a month or year, by whom and of what. */
export async function spentRows(db: Tx, orgId: string, period: Period): Promise<SpentRow[]> {
  const rows = await db
    .selectFrom('remedy_grant')
    .select(['granted_by_member', 'remedy_id', 'state'])
    .select((e) => [e.fn.countAll<number>().as('n'), e.fn.sum<number>('amount').as('amount')])
    .where('org_id', '=', orgId)
    .where(during(period))
    .groupBy(['granted_by_member', 'remedy_id', 'state'])
    .execute()
  return rows.map((row) => ({
    ...{ memberId: row.granted_by_member, remedyId: row.remedy_id, state: row.state as SpentRow['state'] },
    ...{ n: Number(row.n), amount: Number(row.amount) },
  }))
}

/** By when it was made, which is what there is an index of, and by the period that it counts in. */
function during(period: Period): RawBuilder<boolean> {
  const { from, to } = aroundPeriod(period)
  const counted = sql.ref(isMonth(period) ? 'month' : 'year')
  return sql<boolean>`created_at >= ${from} and created_at < ${to} and ${counted} = ${period}`
}

export type Narrowed = {
  about?: string | undefined
  customerIds?: readonly string[] | undefined
  memberId?: string | undefined
  remedyId?: string | undefined
  period?: Period | undefined
}

/** The newest first; `after` is the time and id of the last row seen. */
export const listGrantRows = (
  db: Tx,
  orgId: string,
  { about, customerIds, memberId, remedyId, period }: Narrowed,
  after: string[] | null,
  limit: number,
): Promise<GrantRow[]> =>
  grants(db, orgId)
    .$if(about !== undefined, (query) => query.where('about', '=', about ?? ''))
    .$if(customerIds !== undefined, (query) => query.where('customer_id', 'in', customerIds ?? []))
    .$if(memberId !== undefined, (query) => query.where('granted_by_member', '=', memberId ?? ''))
    .$if(remedyId !== undefined, (query) => query.where('remedy_id', '=', remedyId ?? ''))
    .$if(period !== undefined, (query) => query.where(during(period ?? '')))
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(created_at, id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`),
    )
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()

// Approvals.

const approvals = (db: Tx, orgId: string) => db.selectFrom('approval').selectAll().where('org_id', '=', orgId)

export const insertApproval = (db: Tx, row: Insertable<Approval>): Promise<ApprovalRow> =>
  db.insertInto('approval').values(row).returningAll().executeTakeFirstOrThrow()

export const findApproval = (db: Tx, orgId: string, id: string): Promise<ApprovalRow | undefined> =>
  approvals(db, orgId).where('id', '=', id).executeTakeFirst()

export const lockApproval = (db: Tx, orgId: string, id: string): Promise<ApprovalRow | undefined> =>
  approvals(db, orgId).where('id', '=', id).forUpdate().executeTakeFirst()

/** What a member was asked and has not answered, locked in the order of ids. */
export const lockApprovalsOf = (db: Tx, orgId: string, approverId: string): Promise<ApprovalRow[]> =>
  approvals(db, orgId)
    .where('state', '=', 'asked')
    .where('approver_id', '=', approverId)
    .orderBy('id')
    .forUpdate()
    .execute()

export const updateApproval = (db: Tx, orgId: string, id: string, set: Updateable<Approval>): Promise<ApprovalRow> =>
  db
    .updateTable('approval')
    .set(set)
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()

/** The newest first; `after` is the time and id of the last row seen. */
export const listApprovalRows = (
  db: Tx,
  orgId: string,
  {
    about,
    state,
    approverIds,
  }: { about?: string | undefined; state?: string | undefined; approverIds?: readonly string[] | undefined },
  after: string[] | null,
  limit: number,
): Promise<ApprovalRow[]> =>
  approvals(db, orgId)
    .$if(about !== undefined, (query) => query.where('about', '=', about ?? ''))
    .$if(state !== undefined, (query) => query.where('state', '=', state ?? ''))
    .$if(approverIds !== undefined, (query) => query.where('approver_id', 'in', approverIds ?? []))
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(created_at, id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`),
    )
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()

// Deputies.

export const deputyRows = (db: Tx, orgId: string, day: Temporal.PlainDate | null): Promise<DeputyRow[]> =>
  db
    .selectFrom('deputy')
    .selectAll()
    .where('org_id', '=', orgId)
    .$if(day !== null, (query) => query.where(sql<boolean>`${day?.toString()}::date between from_day and to_day`))
    .orderBy('member_id')
    .execute()

export const putDeputy = (db: Tx, row: Insertable<Deputy>): Promise<DeputyRow> =>
  db
    .insertInto('deputy')
    .values(row)
    .onConflict((on) =>
      on.columns(['org_id', 'member_id']).doUpdateSet((e) => ({
        deputy_id: e.ref('excluded.deputy_id'),
        from_day: e.ref('excluded.from_day'),
        to_day: e.ref('excluded.to_day'),
        created_at: e.ref('excluded.created_at'),
      })),
    )
    .returningAll()
    .executeTakeFirstOrThrow()

export const deleteDeputy = (db: Tx, orgId: string, memberId: string) =>
  db.deleteFrom('deputy').where('org_id', '=', orgId).where('member_id', '=', memberId).executeTakeFirst()
