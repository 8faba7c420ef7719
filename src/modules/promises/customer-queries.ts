import { sql } from 'kysely'
import type { Tx } from '#platform/db'
import { hasMoved } from './queries.ts'

// Read by promise_of_customer, whose order is that of the due instants.

type Row = { id: string; about: string; wording: string; state: string; due_at: Temporal.Instant }

const toCustomers = (orgId: string, customerIds: readonly string[], from: Temporal.Instant) =>
  sql`org_id = ${orgId} and customer_id = any(${[...customerIds]}::uuid[]) and due_at >= ${from}
    and followed and beneficiary = 'customer'`

/** First promises of chains, the latest due first. */
export async function rootsTo(
  db: Tx,
  orgId: string,
  customerIds: readonly string[],
  from: Temporal.Instant,
  limit: number,
): Promise<(Row & { moved: boolean })[]> {
  const { rows } = await sql<Row & { moved: boolean }>`
    select id, about, wording, state, due_at, ${hasMoved(orgId)} as moved
    from promise where ${toCustomers(orgId, customerIds, from)} and chain_id = id
    order by due_at desc, id desc limit ${limit}`.execute(db)
  return rows
}

/** Broken and not delivered, the longest ago first. */
export async function overdueTo(
  db: Tx,
  orgId: string,
  customerIds: readonly string[],
  from: Temporal.Instant,
  limit: number,
): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select id, about, wording, state, due_at
    from promise where ${toCustomers(orgId, customerIds, from)} and state = 'broken' and occurred_at is null
    order by due_at, id limit ${limit}`.execute(db)
  return rows
}

/** The promise that they answered last. */
export async function lastAnswered(
  db: Tx,
  orgId: string,
  customerIds: readonly string[],
  from: Temporal.Instant,
): Promise<(Row & { at: Temporal.Instant | null }) | undefined> {
  const { rows } = await sql<Row & { at: Temporal.Instant | null }>`
    select id, about, wording, state, due_at, answered_at as at
    from promise where ${toCustomers(orgId, customerIds, from)} and answered_at is not null
    order by answered_at desc, id desc limit 1`.execute(db)
  return rows[0]
}
