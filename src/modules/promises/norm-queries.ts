import { sql } from 'kysely'
import type { Tx } from '#platform/db'

/** A promise that a policy made, or that took the place of one. */
export type PolicyPromiseRow = {
  policy_id: string
  id: string
  chain_id: string
  state: string
  consent: string
  made_at: Temporal.Instant
  due_at: Temporal.Instant
  answer_by: Temporal.Instant | null
  told_at: Temporal.Instant | null
  occurred_at: Temporal.Instant | null
  paused_at: Temporal.Instant | null
  calendar_id: string | null
  clock: unknown
}

/** The newest promises of some policies made since an instant, `most` of each at most, in the order of making. One statement. */
export async function newestOfPolicies(
  db: Tx,
  orgId: string,
  policyIds: readonly string[],
  since: Temporal.Instant,
  most: number,
): Promise<PolicyPromiseRow[]> {
  if (policyIds.length === 0) return []
  const { rows } = await sql<PolicyPromiseRow>`
    select made.* from unnest(${[...policyIds]}::uuid[]) as asked (policy_id) cross join lateral (
      select policy_id, id, chain_id, state, consent, made_at, due_at, answer_by, told_at, occurred_at, paused_at,
        calendar_id, clock
      from promise where org_id = ${orgId} and policy_id = asked.policy_id and made_at >= ${since}
      order by made_at desc limit ${most}
    ) as made
    order by made.made_at, made.id`.execute(db)
  return rows
}
