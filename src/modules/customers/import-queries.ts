import { type Insertable, type RawBuilder, sql } from 'kysely'
import { planByValues, type Tx } from '#platform/db'
import type { Customer, CustomerCompletion } from '#platform/schema.gen'

/** Adds customers from elsewhere, passing over external ids that are known; the ids of those that were new. */
export async function insertImportedCustomers(db: Tx, rows: readonly Insertable<Customer>[]): Promise<Set<string>> {
  if (rows.length === 0) return new Set()
  const inserted = await db
    .insertInto('customer')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['org_id', 'source', 'external_id']).where('external_id', 'is not', null).doNothing(),
    )
    .returning('id')
    .execute()
  return new Set(inserted.map((row) => row.id))
}

export type KnownCustomer = { id: string; external_id: string | null }

export const customerIdsByExternalIds = (
  db: Tx,
  orgId: string,
  source: string,
  externalIds: readonly string[],
): Promise<KnownCustomer[]> =>
  externalIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('customer')
        .select(['id', 'external_id'])
        .where('org_id', '=', orgId)
        .where('source', '=', source)
        .where('external_id', 'in', externalIds)
        .execute()

export type Address = { customer_id: string; email: string | null; digits: string }

/** Whose these e-mail addresses (in small letters) are; the oldest contact first. */
export const contactsByEmails = (db: Tx, orgId: string, emails: readonly string[]): Promise<Address[]> =>
  contactsBy(db, orgId, sql`contact.email_lower = asked.value`, emails)

/** Whose these telephone numbers (digits alone) are; the oldest contact first. */
export const contactsByDigits = (db: Tx, orgId: string, digits: readonly string[]): Promise<Address[]> =>
  contactsBy(db, orgId, sql`contact.phone_digits = asked.value and contact.phone_digits <> ''`, digits)

/**
 * Contacts by a thousand values: one look into the index for each. Asked as `= any(list)`, a planner without statistics, as
 * in the first import of a firm, reads all contacts and compares each with each value.
 */
async function contactsBy(
  db: Tx,
  orgId: string,
  is: RawBuilder<unknown>,
  values: readonly string[],
): Promise<Address[]> {
  if (values.length === 0) return []
  await planByValues(db)
  const { rows } = await sql<Address & { id: string }>`
    select found.* from unnest(${[...values]}::text[]) asked(value), lateral (
      select id, customer_id, email, phone_digits as digits from contact where org_id = ${orgId} and ${is} offset 0
    ) found`.execute(db)
  return rows.toSorted((one, other) => (one.id < other.id ? -1 : 1))
}

/** Customers whose row is held, in the order of their ids, so that two who hold several do not wait for each other. */
export const lockCustomers = (db: Tx, orgId: string, ids: readonly string[]) =>
  ids.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('customer')
        .select(['id', 'name', 'note', 'segment', 'import_id'])
        .where('org_id', '=', orgId)
        .where('id', 'in', ids)
        .orderBy('id')
        .forUpdate()
        .execute()

/** Fills what is empty of a customer; what is not stays. */
export const completeCustomer = (
  db: Tx,
  orgId: string,
  id: string,
  { note, segment }: { note: string; segment: string },
) =>
  db
    .updateTable('customer')
    .set((e) => ({
      note: sql<string>`case when note = '' then ${note} else note end`,
      segment: sql<string>`case when segment = '' then ${segment} else segment end`,
      version: e('version', '+', 1),
    }))
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .returning('version')
    .executeTakeFirstOrThrow()

/** Fills what is empty of a contact; what is not stays. */
export const completeContact = (
  db: Tx,
  orgId: string,
  id: string,
  { email, phone }: { email: string | null; phone: string | null },
) =>
  db
    .updateTable('contact')
    .set((e) => ({
      email: sql<string | null>`coalesce(email, ${email})`,
      phone: sql<string | null>`coalesce(phone, ${phone})`,
      version: e('version', '+', 1),
    }))
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .returning('version')
    .executeTakeFirstOrThrow()

export type Completion = Insertable<CustomerCompletion>

/**
 * Remembers which fields an import filled. Of a record that it filled before, both count, unless somebody has changed it in
 * between: then only what was filled before that is forgotten.
 */
export const insertCompletions = (db: Tx, rows: readonly Completion[]) =>
  rows.length === 0
    ? Promise.resolve()
    : db
        .insertInto('customer_completion')
        .values(rows)
        .onConflict((conflict) =>
          conflict.columns(['org_id', 'import_id', 'record_id']).doUpdateSet((e) => ({
            fields: sql<string[]>`case when customer_completion.version = excluded.version - 1
              then customer_completion.fields || excluded.fields else excluded.fields end`,
            version: e.ref('excluded.version'),
          })),
        )
        .execute()
