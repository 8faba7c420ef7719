import { type RawBuilder, sql } from 'kysely'
import { planByValues, type Tx } from '#platform/db'

export type Pair = { one: string; other: string }

/**
 * Of a value that more than these have, such as the telephone number of a call centre, nothing follows; of each customer so
 * many are compared.
 */
const MOST_ALIKE = 20

/**
 * The next customers, the newest first, by id; ids are in the order of making. None that is merged.
 * @param before id of the last one looked at
 */
export async function nextToCompare(db: Tx, orgId: string, before: string | null, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('customer')
    .select('id')
    .where('org_id', '=', orgId)
    .where('merged_into', 'is', null)
    .$if(before !== null, (query) => query.where('id', '<', before ?? ''))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

/** Among so many with an address in one domain names are compared. */
const MOST_COLLEAGUES = 50
/** Of the letter groups of two names so many are the same, roughly: what is like enough is told afterwards. */
const LIKE = 0.4

/**
 * Customers that have something in common with these: an e-mail address, the end of a telephone number, the name, or a domain
 * and much of the name. As they lie, not as they are read. One look into an index for each value.
 * @param domains of the customers' addresses, those in which anybody has an address left out
 * @param older only those that were made before the one they are like, so that each pair comes once
 */
export async function alike(
  db: Tx,
  orgId: string,
  ids: readonly string[],
  { domains, older }: { domains: readonly string[]; older: boolean },
): Promise<Pair[]> {
  if (ids.length === 0) return []
  await planByValues(db)
  const than = (other: RawBuilder<unknown>, one: RawBuilder<unknown>) =>
    older ? sql`${other} < ${one}` : sql`${other} <> ${one}`
  const sameAs = (condition: RawBuilder<unknown>) => sql`
    select asked.customer_id as one, found.customer_id as other from reach asked, lateral (
      select c.customer_id from contact c where c.org_id = ${orgId} and ${condition}
        and ${than(sql`c.customer_id`, sql`asked.customer_id`)} limit ${MOST_ALIKE}) found`
  const { rows } = await sql<Pair>`
    with asked as (select id, folded from customer where org_id = ${orgId} and id = any(${[...ids]}::uuid[])),
    reach as (
      select customer_id, email_lower, number_end, domain from contact
      where org_id = ${orgId} and customer_id = any(${[...ids]}::uuid[]))
    ${sameAs(sql`c.email_lower = asked.email_lower and c.email_lower is not null`)}
    union
    ${sameAs(sql`c.number_end = asked.number_end and c.number_end <> ''`)}
    union
    select asked.id, found.id from asked, lateral (
      select other.id from customer other
      where other.org_id = ${orgId} and other.folded = asked.folded
        and ${than(sql`other.id`, sql`asked.id`)} limit ${MOST_ALIKE}) found
    union
    select asked.id, found.id from asked join reach on reach.customer_id = asked.id, lateral (
      select other.id from (
        select c.customer_id from contact c
        where c.org_id = ${orgId} and c.domain = reach.domain and c.domain is not null and ${than(sql`c.customer_id`, sql`asked.id`)} limit ${MOST_COLLEAGUES}) near
      join customer other on other.org_id = ${orgId} and other.id = near.customer_id
      where similarity(other.folded, asked.folded) >= ${LIKE} limit ${MOST_ALIKE}) found
    where reach.domain = any(${[...domains]}::text[])`.execute(db)
  return rows
}

/** Of these pairs those of which somebody said that they are not the same. Each pair with the lower id first. */
export async function apartAmong(db: Tx, orgId: string, pairs: readonly Pair[]): Promise<Pair[]> {
  if (pairs.length === 0) return []
  const { rows } = await sql<Pair>`
    select low_id as one, high_id as other from unnest(
      ${pairs.map(({ one }) => one)}::uuid[], ${pairs.map(({ other }) => other)}::uuid[]) asked(low, high)
    join customer_apart on org_id = ${orgId} and low_id = low and high_id = high`.execute(db)
  return rows
}

/** Remembers that two customers are not the same; false when that was known. */
export async function insertApart(db: Tx, orgId: string, { one, other }: Pair, at: Temporal.Instant): Promise<boolean> {
  const result = await db
    .insertInto('customer_apart')
    .values({ org_id: orgId, low_id: one, high_id: other, said_at: at })
    .onConflict((conflict) => conflict.columns(['org_id', 'low_id', 'high_id']).doNothing())
    .executeTakeFirst()
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** Forgets what was said of customers that go. */
export const deleteApart = (db: Tx, orgId: string, ids: readonly string[]) =>
  db
    .deleteFrom('customer_apart')
    .where('org_id', '=', orgId)
    .where((e) => e.or([e('low_id', '=', e.fn.any(e.val(ids))), e('high_id', '=', e.fn.any(e.val(ids)))]))
    .execute()
