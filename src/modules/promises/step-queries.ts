import { type Selectable, sql } from 'kysely'
import { insertRowSoon } from '#platform/bulk-insert'
import type { Tx } from '#platform/db'
import { dueIn, sinceText } from '#platform/due-queries'
import type { PromiseStep } from '#platform/schema.gen'
import type { PolicyStep } from './policy-spec.ts'

export type StepRow = Selectable<PromiseStep>

/** A step with its number and its instant in epoch milliseconds. */
export type PlannedStep = { n: number; kind: string; at: number; step: PolicyStep }

const instantOf = (ms: number): string => Temporal.Instant.fromEpochMilliseconds(ms).toString()

const STEP = ['org_id', 'promise_id', 'n', 'kind', 'at', 'step', 'state'] as const

/** Adds the steps of one promise, with others added in the same breath. */
export function addStepRows(db: Tx, orgId: string, promiseId: string, steps: readonly PlannedStep[]): void {
  for (const { n, kind, at, step } of steps)
    insertRowSoon(db, 'promise_step', STEP, [orgId, promiseId, n, kind, instantOf(at), JSON.stringify(step), 'waiting'])
}

/** What is still to come of the steps of some promises. */
export async function stepsToMove(
  db: Tx,
  orgId: string,
  promiseIds: readonly string[],
): Promise<{ promiseId: string; n: number; step: PolicyStep }[]> {
  const { rows } = await sql<{ promise_id: string; n: number; step: PolicyStep }>`
    select promise_id, n, step from promise_step
    where org_id = ${orgId} and promise_id = any(${[...promiseIds]}::uuid[]) and state in ('waiting', 'held')`.execute(
    db,
  )
  return rows.map(({ promise_id, ...row }) => ({ ...row, promiseId: promise_id }))
}

/**
 * Moves steps that are still to come; with `release` what was held waits again, with `again` also what was skipped.
 */
export async function moveStepRows(
  db: Tx,
  orgId: string,
  steps: readonly { promiseId: string; n: number; at: number }[],
  how: 'as_it_is' | 'release' | 'again',
): Promise<void> {
  if (steps.length === 0) return
  await sql`
    update promise_step s set at = v.at, state = case when ${how !== 'as_it_is'}::boolean then 'waiting' else s.state end,
      skipped_because = null
    from unnest(
      ${steps.map((step) => step.promiseId)}::uuid[], ${steps.map((step) => step.n)}::int[],
      ${steps.map((step) => instantOf(step.at))}::timestamptz[]
    ) as v (promise_id, n, at)
    where s.org_id = ${orgId} and s.promise_id = v.promise_id and s.n = v.n
      and (s.state in ('waiting', 'held') or (${how === 'again'}::boolean and s.state = 'skipped'))`.execute(db)
}

export async function holdStepRows(db: Tx, orgId: string, promiseIds: readonly string[]): Promise<void> {
  if (promiseIds.length === 0) return
  await sql`
    update promise_step set state = 'held'
    where org_id = ${orgId} and promise_id = any(${[...promiseIds]}::uuid[]) and state = 'waiting'`.execute(db)
}

export const { organizations: organizationsWithSteps, next: nextStepAt } = dueIn('promise_step', 'at')

export type DueStepRow = {
  promise_id: string
  n: number
  kind: string
  at: Temporal.Instant
  step: PolicyStep
  about: string
  promise_state: string
  due_at: Temporal.Instant
  occurred_at: Temporal.Instant | null
  paused_at: Temporal.Instant | null
  owner_id: string | null
  owner_team_id: string | null
  followed: boolean
  acknowledged: boolean
  taken: boolean
  asked: string[] | null
}

/** Locks the steps that are due and nobody else holds, in due order, with what decides about them. */
export async function claimDueSteps(
  db: Tx,
  orgId: string,
  now: Temporal.Instant,
  since: Temporal.Instant | null,
  limit: number,
): Promise<DueStepRow[]> {
  const { rows } = await sql<DueStepRow>`
    select s.promise_id, s.n, s.kind, s.at, s.step, p.about, p.state as promise_state, p.due_at, p.occurred_at,
      p.paused_at, p.owner_id, p.owner_team_id, other.followed, other.acknowledged, other.taken,
      other.asked
    from promise_step s join promise p on p.org_id = ${orgId} and p.id = s.promise_id
    cross join lateral (
      select bool_or(o.state = 'waiting' and o.at > s.at and o.at <= ${now}) as followed,
        bool_or(o.state = 'acknowledged' and o.kind = 'warning') as acknowledged,
        bool_or(o.state = 'acknowledged' and o.kind = 'escalation') as taken,
        array_agg(o.member_id) filter (where o.kind = 'escalation' and o.member_id is not null) as asked
      from promise_step o where o.org_id = ${orgId} and o.promise_id = s.promise_id
    ) other
    where s.org_id = ${orgId} and s.state = 'waiting' and s.at >= ${sinceText(since)} and s.at <= ${now}
    order by s.at, s.promise_id, s.n limit ${limit} for update of s skip locked`.execute(db)
  return rows
}

export type JudgedStep = {
  promiseId: string
  n: number
  state: 'raised' | 'held' | 'skipped'
  memberId: string | null
  because: string | null
}

/** Writes what became of steps that this transaction has locked. */
export async function storeJudged(
  db: Tx,
  orgId: string,
  now: Temporal.Instant,
  steps: readonly JudgedStep[],
): Promise<void> {
  if (steps.length === 0) return
  await sql`
    update promise_step s set state = v.state, member_id = v.member_id, skipped_because = v.because,
      raised_at = case when v.state = 'raised' then ${now}::timestamptz end
    from unnest(
      ${steps.map((step) => step.promiseId)}::uuid[], ${steps.map((step) => step.n)}::int[],
      ${steps.map((step) => step.state)}::text[], ${steps.map((step) => step.memberId)}::uuid[],
      ${steps.map((step) => step.because)}::text[]
    ) as v (promise_id, n, state, member_id, because)
    where s.org_id = ${orgId} and s.promise_id = v.promise_id and s.n = v.n`.execute(db)
}

const steps = (db: Tx, orgId: string) => db.selectFrom('promise_step').selectAll().where('org_id', '=', orgId)

export const findStep = (db: Tx, orgId: string, promiseId: string, n: number): Promise<StepRow | undefined> =>
  steps(db, orgId).where('promise_id', '=', promiseId).where('n', '=', n).executeTakeFirst()

/** Locks a promise's steps, in their order. */
export const lockSteps = (db: Tx, orgId: string, promiseId: string): Promise<StepRow[]> =>
  steps(db, orgId).where('promise_id', '=', promiseId).orderBy('n').forUpdate().execute()

/** The steps of some promises, in their order. */
export const stepsOf = (db: Tx, orgId: string, promiseIds: readonly string[]): Promise<StepRow[]> =>
  promiseIds.length === 0
    ? Promise.resolve([])
    : steps(db, orgId).where('promise_id', 'in', promiseIds).orderBy('promise_id').orderBy('n').execute()

export const storeAcknowledged = (
  db: Tx,
  orgId: string,
  promiseId: string,
  numbers: readonly number[],
  set: { acknowledged_at: Temporal.Instant; acknowledged_by: string | null },
) =>
  db
    .updateTable('promise_step')
    .set({ ...set, state: 'acknowledged' })
    .where('org_id', '=', orgId)
    .where('promise_id', '=', promiseId)
    .where('n', 'in', numbers)
    .execute()

/** Escalations that were taken are nobody's again. */
export const storeHandedBack = (db: Tx, orgId: string, promiseId: string, numbers: readonly number[]) =>
  db
    .updateTable('promise_step')
    .set({ state: 'handed_back' })
    .where('org_id', '=', orgId)
    .where('promise_id', '=', promiseId)
    .where('n', 'in', [...numbers])
    .execute()

/** Records that a step's mail was handed over. */
export const storeMailed = (db: Tx, orgId: string, promiseId: string, n: number, at: Temporal.Instant) =>
  db
    .updateTable('promise_step')
    .set({ mailed_at: at })
    .where('org_id', '=', orgId)
    .where('promise_id', '=', promiseId)
    .where('n', '=', n)
    .where('mailed_at', 'is', null)
    .execute()

/** Raised steps of promises that still need somebody, oldest first, after the sort keys of a cursor. */
export async function raisedSteps(
  db: Tx,
  orgId: string,
  memberId: string | null,
  after: readonly string[] | null,
  limit: number,
): Promise<StepRow[]> {
  const { rows } = await sql<StepRow>`
    select s.* from promise_step s join promise p on p.org_id = ${orgId} and p.id = s.promise_id
    where s.org_id = ${orgId} and s.state = 'raised'
      and (p.state in ('proposed', 'open') or (p.state = 'broken' and p.occurred_at is null))
      and (${memberId}::uuid is null or s.member_id = ${memberId})
      and (${after?.[0] ?? null}::timestamptz is null
        or (s.raised_at, s.promise_id, s.n) > (${after?.[0] ?? null}::timestamptz, ${after?.[1] ?? null}::uuid, ${after?.[2] ?? null}::int))
    order by s.raised_at, s.promise_id, s.n limit ${limit}`.execute(db)
  return rows
}

/** Promises by id. */
export const promisesByIds = (db: Tx, orgId: string, ids: readonly string[]) =>
  ids.length === 0
    ? Promise.resolve([])
    : db.selectFrom('promise').selectAll().where('org_id', '=', orgId).where('id', 'in', ids).execute()

/** The next step of a promise that is still to come. */
export const nextWaitingStep = (db: Tx, orgId: string, promiseId: string): Promise<StepRow | undefined> =>
  steps(db, orgId)
    .where('promise_id', '=', promiseId)
    .where('state', '=', 'waiting')
    .orderBy('at')
    .orderBy('n')
    .limit(1)
    .executeTakeFirst()
