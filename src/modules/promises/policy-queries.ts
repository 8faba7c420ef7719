import { type Insertable, type Selectable, sql } from 'kysely'
import type { Tx } from '#platform/db'
import type { Policy, PolicyReview } from '#platform/schema.gen'
import type { PolicySpec, Trigger } from './policy-spec.ts'
import { ANSWER_KINDS, UPDATE_KINDS } from './schemas.ts'

/** A policy with what it says now. */
export type PolicyRow = Selectable<Policy> & {
  spec: PolicySpec
  spec_version: number
  changed_at: Temporal.Instant
}

/** Policies, each with the version whose words are in force: the last one that was written. */
const policies = (db: Tx, orgId: string) =>
  db
    .selectFrom('policy')
    .innerJoin('policy_version as said', (join) =>
      join
        .on('said.org_id', '=', orgId)
        .onRef('said.policy_id', '=', 'policy.id')
        .on('said.version', '=', (e) =>
          e
            .selectFrom('policy_version as any_version')
            .select(({ fn }) => fn.max('any_version.version').as('last'))
            .where('any_version.org_id', '=', orgId)
            .whereRef('any_version.policy_id', '=', 'policy.id'),
        ),
    )
    .selectAll('policy')
    .select(['said.version as spec_version', 'said.created_at as changed_at'])
    .select(sql<PolicySpec>`said.spec`.as('spec'))
    .where('policy.org_id', '=', orgId)

/** The enabled policies of a trigger, from their index, oldest first. */
export const enabledPolicies = (db: Tx, orgId: string, trigger: Trigger): Promise<PolicyRow[]> =>
  policies(db, orgId)
    .where('policy.trigger', '=', trigger)
    .where('policy.enabled', '=', true)
    .orderBy('policy.id')
    .execute()

export const allEnabledPolicies = (db: Tx, orgId: string, limit: number): Promise<PolicyRow[]> =>
  policies(db, orgId).where('policy.enabled', '=', true).orderBy('policy.id').limit(limit).execute()

export const findPolicy = (db: Tx, orgId: string, id: string): Promise<PolicyRow | undefined> =>
  policies(db, orgId).where('policy.id', '=', id).executeTakeFirst()

/** Whoever holds this row may change the policy. */
export async function lockPolicy(db: Tx, orgId: string, id: string): Promise<PolicyRow | undefined> {
  const held = await db
    .selectFrom('policy')
    .select('id')
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return held && findPolicy(db, orgId, id)
}

export const listPolicyRows = (db: Tx, orgId: string, after: string[] | null, limit: number): Promise<PolicyRow[]> =>
  policies(db, orgId)
    .$if(after !== null, (query) => query.where(sql<boolean>`policy.id > ${after?.[0]}::uuid`))
    .orderBy('policy.id')
    .limit(limit)
    .execute()

/** The policies up to a limit, oldest first. */
export const allPolicies = (db: Tx, orgId: string, limit: number): Promise<PolicyRow[]> =>
  policies(db, orgId).orderBy('policy.id').limit(limit).execute()

export const policyNames = async (db: Tx, orgId: string, ids: readonly string[]): Promise<Map<string, string>> => {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('policy')
    .select(['id', 'name'])
    .where('org_id', '=', orgId)
    .where('id', 'in', [...ids])
    .execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** The policies that answer norms, by norm. */
export async function policiesOfNorms(db: Tx, orgId: string): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('policy')
    .select(['id', 'norm'])
    .where('org_id', '=', orgId)
    .where('norm', 'is not', null)
    .execute()
  return new Map(rows.map(({ id, norm }) => [norm ?? '', id]))
}

/** Adds a policy unless its norm has one already; tells whether it did. */
export async function insertPolicy(db: Tx, row: Insertable<Policy>): Promise<boolean> {
  const added = await db
    .insertInto('policy')
    .values(row)
    .onConflict((conflict) => conflict.columns(['org_id', 'norm']).where('norm', 'is not', null).doNothing())
    .executeTakeFirst()
  return (added.numInsertedOrUpdatedRows ?? 0n) > 0n
}

export const insertPolicyVersion = (
  db: Tx,
  row: {
    org_id: string
    policy_id: string
    version: number
    spec: PolicySpec
    created_by: string | null
    created_at: Temporal.Instant
  },
) =>
  db
    .insertInto('policy_version')
    .values({ ...row, spec: JSON.stringify(row.spec) })
    .execute()

export const updatePolicyRow = (
  db: Tx,
  orgId: string,
  id: string,
  set: { name?: string; enabled?: boolean; trigger?: string },
) =>
  db
    .updateTable('policy')
    .set((e) => ({ ...set, version: e('version', '+', 1) }))
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .execute()

/** Open promises by the policy that made them. One statement. */
export async function countOpenByPolicy(db: Tx, orgId: string, ids: readonly string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ policy_id: string; open: number }>`
    select policy_id, count(*)::int as open from promise
    where org_id = ${orgId} and policy_id = any(${[...ids]}::uuid[]) and state in ('proposed', 'open')
    group by policy_id`.execute(db)
  return new Map(rows.map((row) => [row.policy_id, row.open]))
}

export type VersionRow = {
  version: number
  spec: PolicySpec
  created_by: string | null
  created_at: Temporal.Instant
  promises: number
}

/** The versions of a policy, the newest first, each with how many of its newest 20,000 promises began a chain under it. */
export async function listVersionRows(
  db: Tx,
  orgId: string,
  policyId: string,
  before: string | null,
  limit: number,
): Promise<VersionRow[]> {
  const { rows } = await sql<VersionRow>`
    select v.version, v.spec, v.created_by, v.created_at, coalesce(p.promises, 0)::int as promises
    from policy_version v left join (
      select policy_version, count(*) as promises from (
        select policy_version, chain_id = id as is_root from promise
        where org_id = ${orgId} and policy_id = ${policyId} order by made_at desc limit 20000
      ) newest where is_root group by policy_version
    ) p on p.policy_version = v.version
    where v.org_id = ${orgId} and v.policy_id = ${policyId}
      and (${before}::int is null or v.version < ${before}::int)
    order by v.version desc limit ${limit}`.execute(db)
  return rows
}

/** What is promised about a matter and not ended, answers that are still owed among it: by which policy, due when. */
export const openAbout = (db: Tx, orgId: string, about: string) =>
  db
    .selectFrom('promise')
    .select(['id', 'kind', 'policy_id', 'due_at', 'state'])
    .where('org_id', '=', orgId)
    .where('about', '=', about)
    .where((e) =>
      e.or([
        e('state', 'in', ['proposed', 'open']),
        e.and([e('state', '=', 'broken'), e('occurred_at', 'is', null), e('kind', 'in', ANSWER_KINDS)]),
      ]),
    )
    .orderBy('made_at')
    .execute()

/** Promises of some kinds about some matters that are not delivered, those due soonest first. */
export const undeliveredOf = (db: Tx, orgId: string, abouts: readonly string[], kinds: readonly string[]) =>
  db
    .selectFrom('promise')
    .select(['id', 'about', 'due_at'])
    .where('org_id', '=', orgId)
    .where(sql<boolean>`about = any(${[...abouts]}::text[])`)
    .where('kind', 'in', kinds)
    .where('followed', '=', true)
    .where((e) => e.or([e('state', '=', 'open'), e.and([e('state', '=', 'broken'), e('occurred_at', 'is', null)])]))
    .orderBy('due_at')
    .orderBy('id')
    .execute()

/** The next promise to a customer that is due after an instant about each of some matters, its clock running. */
export async function nextOpenAbout(db: Tx, orgId: string, abouts: readonly string[], after: Temporal.Instant) {
  if (abouts.length === 0) return []
  return db
    .selectFrom('promise')
    .distinctOn('about')
    .select(['about', 'id', 'due_at'])
    .where('org_id', '=', orgId)
    .where('about', 'in', [...abouts])
    .where('state', '=', 'open')
    .where('beneficiary', '=', 'customer')
    .where('followed', '=', true)
    .where('paused_at', 'is', null)
    .where('due_at', '>', after)
    .orderBy('about')
    .orderBy('due_at')
    .orderBy('id')
    .execute()
}

/** Replies promised to a customer about a matter that were delivered at an instant: by what was sent then. */
export const repliesDeliveredAt = (db: Tx, orgId: string, about: string, at: Temporal.Instant) =>
  db
    .selectFrom('promise')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('about', '=', about)
    .where('kind', 'in', UPDATE_KINDS)
    .where('beneficiary', '=', 'customer')
    .where('followed', '=', true)
    .where('occurred_at', '=', at)
    .orderBy('due_at')
    .orderBy('id')
    .execute()

export type ReviewRow = Omit<Selectable<PolicyReview>, 'figures'> & { figures: unknown }

export const insertReview = (db: Tx, row: ReviewRow) =>
  db
    .insertInto('policy_review')
    .values({ ...row, figures: JSON.stringify(row.figures) })
    .execute()

export async function listReviewRows(
  db: Tx,
  orgId: string,
  policyId: string,
  after: string[] | null,
  limit: number,
): Promise<ReviewRow[]> {
  let query = db.selectFrom('policy_review').selectAll().where('org_id', '=', orgId).where('policy_id', '=', policyId)
  if (after) query = query.where(sql<boolean>`(decided_at, id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`)
  return query.orderBy('decided_at', 'desc').orderBy('id', 'desc').limit(limit).execute()
}

/** The last review of each policy. */
export async function lastReviews(
  db: Tx,
  orgId: string,
  policyIds: readonly string[],
): Promise<Map<string, ReviewRow>> {
  if (policyIds.length === 0) return new Map()
  const { rows } = await sql<ReviewRow>`
    select distinct on (policy_id) * from policy_review
    where org_id = ${orgId} and policy_id = any(${[...policyIds]}::uuid[])
    order by policy_id, decided_at desc, id desc`.execute(db)
  return new Map(rows.map((row) => [row.policy_id, row]))
}

/** What a policy's version says. */
export const findPolicySpec = (db: Tx, orgId: string, policyId: string, version: number) =>
  db
    .selectFrom('policy_version')
    .select('spec')
    .where('org_id', '=', orgId)
    .where('policy_id', '=', policyId)
    .where('version', '=', version)
    .executeTakeFirst()
