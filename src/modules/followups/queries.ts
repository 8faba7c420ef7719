import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Tx } from '#platform/db'
import type { FollowUp, FollowUpAnswer, FollowUpRules } from '#platform/schema.gen'

export type FollowUpRow = Selectable<FollowUp>
export type AnswerRow = Selectable<FollowUpAnswer>

const followUps = (db: Tx, orgId: string) => db.selectFrom('follow_up').selectAll().where('org_id', '=', orgId)

/** Adds a follow-up unless its promise has one already. */
export const insertFollowUp = (db: Tx, row: Insertable<FollowUp>) =>
  db
    .insertInto('follow_up')
    .values(row)
    .onConflict((conflict) => conflict.columns(['org_id', 'promise_id']).doNothing())
    .execute()

export const findFollowUp = (db: Tx, orgId: string, id: string): Promise<FollowUpRow | undefined> =>
  followUps(db, orgId).where('id', '=', id).executeTakeFirst()

export const lockFollowUp = (db: Tx, orgId: string, id: string): Promise<FollowUpRow | undefined> =>
  followUps(db, orgId).where('id', '=', id).forUpdate().executeTakeFirst()

export const lockFollowUpOf = (db: Tx, orgId: string, promiseId: string): Promise<FollowUpRow | undefined> =>
  followUps(db, orgId).where('promise_id', '=', promiseId).forUpdate().executeTakeFirst()

export const findFollowUpOf = (db: Tx, orgId: string, promiseId: string): Promise<FollowUpRow | undefined> =>
  followUps(db, orgId).where('promise_id', '=', promiseId).executeTakeFirst()

/** Of a matter, those in some states, the newest first, locked. */
export const lockFollowUpsAbout = (
  db: Tx,
  orgId: string,
  about: string,
  states: readonly string[],
): Promise<FollowUpRow[]> =>
  followUps(db, orgId)
    .where('about', '=', about)
    .where('state', 'in', [...states])
    .orderBy('id', 'desc')
    .forUpdate()
    .execute()

/** The newest of a matter that some contact is asked about, or was. */
export const newestAsked = (
  db: Tx,
  orgId: string,
  about: string,
  contactId: string | null,
): Promise<FollowUpRow | undefined> =>
  followUps(db, orgId)
    .where('about', '=', about)
    .where('contact_id', contactId === null ? 'is' : '=', contactId)
    .where('state', 'in', ['asking', 'asked', 'yes', 'no', 'silent'])
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()

/** When a contact was asked last. */
export async function askedLastAt(db: Tx, orgId: string, contactId: string): Promise<Temporal.Instant | null> {
  const row = await db
    .selectFrom('follow_up')
    .select('asked_at')
    .where('org_id', '=', orgId)
    .where('contact_id', '=', contactId)
    .where('asked_at', 'is not', null)
    .orderBy('asked_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.asked_at ?? null
}

/** Is a contact asked at this time about another matter? */
export async function isBeingAsked(db: Tx, orgId: string, contactId: string): Promise<boolean> {
  const row = await db
    .selectFrom('follow_up')
    .select('id')
    .where('org_id', '=', orgId)
    .where('contact_id', '=', contactId)
    .where('state', '=', 'asking')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

export const updateFollowUp = (
  db: Tx,
  orgId: string,
  id: string,
  set: Updateable<FollowUp>,
): Promise<FollowUpRow | undefined> =>
  db
    .updateTable('follow_up')
    .set(set)
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst()

export type FollowUpFilter = {
  state?: string | undefined
  about?: string | undefined
  customerIds?: readonly string[] | undefined
  answeredFrom?: Temporal.Instant | undefined
}

/** Follow-ups, the newest first, before the sort keys of a cursor. */
export async function listFollowUpRows(
  db: Tx,
  orgId: string,
  { state, about, customerIds, answeredFrom }: FollowUpFilter,
  before: string[] | null,
  limit: number,
): Promise<FollowUpRow[]> {
  let query = followUps(db, orgId)
  if (state !== undefined) query = query.where('state', '=', state)
  if (about !== undefined) query = query.where('about', '=', about)
  if (customerIds !== undefined) query = query.where('customer_id', 'in', [...customerIds])
  if (answeredFrom !== undefined) query = query.where('answered_at', '>=', answeredFrom)
  if (before) query = query.where(sql<boolean>`(created_at, id) < (${before[0]}::timestamptz, ${before[1]}::uuid)`)
  return query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(limit).execute()
}

/** What became of those who were asked since an instant, by state. */
export async function countAskedSince(db: Tx, orgId: string, since: Temporal.Instant): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('follow_up')
    .select(['state', (e) => e.fn.countAll<number>().as('n')])
    .where('org_id', '=', orgId)
    .where('asked_at', '>=', since)
    .groupBy('state')
    .execute()
  return new Map(rows.map(({ state, n }) => [state, Number(n)]))
}

/** How many were not asked since an instant, and why. */
export async function countNotAskedSince(db: Tx, orgId: string, since: Temporal.Instant): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('follow_up')
    .select(['not_asked_because', (e) => e.fn.countAll<number>().as('n')])
    .where('org_id', '=', orgId)
    .where('created_at', '>=', since)
    .where('state', '=', 'not_asked')
    .groupBy('not_asked_because')
    .execute()
  return new Map(rows.map(({ not_asked_because: why, n }) => [why ?? '', Number(n)]))
}

export const insertAnswer = (db: Tx, row: Insertable<FollowUpAnswer>) =>
  db.insertInto('follow_up_answer').values(row).execute()

/** The answers to some follow-ups, in the order in which they were given. */
export const answersTo = (db: Tx, orgId: string, ids: readonly string[]): Promise<AnswerRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('follow_up_answer')
        .selectAll()
        .where('org_id', '=', orgId)
        .where('follow_up_id', 'in', [...ids])
        .orderBy('follow_up_id')
        .orderBy('id')
        .execute()

export const findRules = (db: Tx, orgId: string): Promise<Selectable<FollowUpRules> | undefined> =>
  db.selectFrom('follow_up_rules').selectAll().where('org_id', '=', orgId).executeTakeFirst()

/** Writes the rules unless somebody has changed those of `version`; false then. Without a row they are version 1. */
export async function storeRules(
  db: Tx,
  orgId: string,
  rules: { restDays: number; silenceDays: number },
  version: number,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into follow_up_rules as r (org_id, rest_days, silence_days, version)
    values (${orgId}, ${rules.restDays}, ${rules.silenceDays}, 2)
    on conflict (org_id) do update set rest_days = excluded.rest_days, silence_days = excluded.silence_days,
      version = r.version + 1 where r.version = ${version}`.execute(db)
  return numAffectedRows === 1n
}

export type FollowedUp = { remedyId: string; granted: number; asked: number; answered: number; satisfied: number }

/**
 * What was granted since an instant and not taken back, by remedy, with what customers said to the first follow-up about
 * the matter after it.
 */
export async function grantsFollowedUp(db: Tx, orgId: string, since: Temporal.Instant): Promise<FollowedUp[]> {
  const { rows } = await sql<FollowedUp>`
    select g.remedy_id as "remedyId", count(*)::int as granted, count(f.state)::int as asked,
      (count(*) filter (where f.state in ('yes', 'no')))::int as answered,
      (count(*) filter (where f.state = 'yes'))::int as satisfied
    from remedy_grant g
    left join lateral (
      select f.state from follow_up f
      where f.org_id = ${orgId} and f.about = g.about and f.asked_at > g.created_at
      order by f.asked_at limit 1) f on true
    where g.org_id = ${orgId} and g.created_at >= ${since} and g.state = 'granted'
    group by g.remedy_id order by granted desc, g.remedy_id`.execute(db)
  return rows
}
