import { type Insertable, type RawBuilder, type Selectable, type SqlBool, sql, type Updateable } from 'kysely'
import type { Tx } from '#platform/db'
import type { Contact, Customer } from '#platform/schema.gen'
import { likeness, looksLike, queryOf, rarestFirst, saysAll } from '#platform/search'
import type { Searched } from './search.ts'

export type CustomerRow = Omit<Selectable<Customer>, 'search' | 'folded' | 'import_id' | 'merged_into' | 'merged_at'>
export type ContactRow = Omit<
  Selectable<Contact>,
  'search' | 'folded' | 'phone_digits' | 'number_end' | 'email_lower' | 'domain' | 'import_id'
>

const COLUMNS = [
  'org_id',
  'id',
  'name',
  'kind',
  'note',
  'source',
  'external_id',
  'segment',
  'calendar_id',
  'version',
  'created_at',
] as const

const CONTACT = [
  'org_id',
  'id',
  'customer_id',
  'name',
  'email',
  'phone',
  'language',
  'time_zone',
  'name_to_use',
  'preferred_channel',
  'quiet_from',
  'quiet_to',
  'quiet_none',
  'standing_requests',
  'news_consent',
  'feedback_consent',
  'is_primary',
  'version',
  'created_at',
  'bounced_at',
  'bounce_reason',
] as const

export const insertCustomer = (db: Tx, row: CustomerRow) => db.insertInto('customer').values(row).execute()

export const insertContacts = (db: Tx, rows: readonly Insertable<Contact>[]) =>
  rows.length === 0 ? Promise.resolve([]) : db.insertInto('contact').values(rows).execute()

export const findCustomer = (db: Tx, orgId: string, id: string): Promise<CustomerRow | undefined> =>
  db.selectFrom('customer').select(COLUMNS).where('org_id', '=', orgId).where('id', '=', id).executeTakeFirst()

/** Whoever holds this row may change the customer and its own contacts. */
const lockRow = (db: Tx, orgId: string, id: string) =>
  db
    .selectFrom('customer')
    .select([...COLUMNS, 'merged_into'])
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()

/** A customer, or whom it is read as, held. */
export async function lockCustomer(db: Tx, orgId: string, id: string): Promise<CustomerRow | undefined> {
  const row = await lockRow(db, orgId, id)
  if (!row || row.merged_into === null) return row
  return lockCustomer(db, orgId, row.merged_into)
}

export const updateCustomerRow = (db: Tx, orgId: string, id: string, set: Updateable<Customer>): Promise<CustomerRow> =>
  db
    .updateTable('customer')
    .set((e) => ({ ...set, version: e('version', '+', 1) }))
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .returning(COLUMNS)
    .executeTakeFirstOrThrow()

/** Customers by id, without those that are merged into others. */
export const customersByIds = (db: Tx, orgId: string, ids: readonly string[]): Promise<CustomerRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('customer')
        .select(COLUMNS)
        .where('org_id', '=', orgId)
        .where('id', 'in', ids)
        .where('merged_into', 'is', null)
        .execute()

export const contactsByIds = (db: Tx, orgId: string, ids: readonly string[]): Promise<ContactRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : db.selectFrom('contact').select(CONTACT).where('org_id', '=', orgId).where('id', 'in', ids).execute()

/** The contacts of customers, the primary one first, then in the order of adding. */
export const contactsOf = (db: Tx, orgId: string, customerIds: readonly string[]): Promise<ContactRow[]> =>
  customerIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('contact')
        .select(CONTACT)
        .where('org_id', '=', orgId)
        .where('customer_id', 'in', customerIds)
        .orderBy('is_primary', 'desc')
        .orderBy('id')
        .execute()

export const findContact = (db: Tx, orgId: string, id: string): Promise<ContactRow | undefined> =>
  db.selectFrom('contact').select(CONTACT).where('org_id', '=', orgId).where('id', '=', id).executeTakeFirst()

/** A contact whose customer is locked; undefined when there is none. */
export async function lockContact(db: Tx, orgId: string, id: string): Promise<ContactRow | undefined> {
  const found = await findContact(db, orgId, id)
  if (!found || !(await lockRow(db, orgId, found.customer_id))) return undefined
  return findContact(db, orgId, id)
}

/** The contacts with an e-mail address, at most 20. */
/** The contacts with each of some addresses, at most 20 of each, the primary ones first. */
export const contactsWithEmails = (db: Tx, orgId: string, emails: readonly string[]): Promise<ContactRow[]> =>
  emails.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom(
          sql<{ email: string }>`unnest(${emails.map((email) => email.toLowerCase())}::text[])`.as<'asked'>(
            sql`asked (email)`,
          ),
        )
        .innerJoinLateral(
          (inner) =>
            inner
              .selectFrom('contact')
              .select(CONTACT)
              .where('org_id', '=', orgId)
              .where('email_lower', '=', sql<string>`asked.email`)
              .orderBy('is_primary', 'desc')
              .orderBy('id')
              .limit(20)
              .as('found'),
          (join) => join.onTrue(),
        )
        .selectAll('found')
        .execute()

/** The customers whose contacts have some addresses, by address in small letters. */
export const customersByEmails = (db: Tx, orgId: string, emails: readonly string[]) =>
  db
    .selectFrom('contact')
    .innerJoin('customer', (join) =>
      join.onRef('customer.id', '=', 'contact.customer_id').on('customer.org_id', '=', orgId),
    )
    .select(['contact.email_lower as email', 'customer.id', 'customer.name'])
    .where('contact.org_id', '=', orgId)
    .where('contact.email_lower', 'in', emails)
    .orderBy('contact.id')
    .limit(1000)
    .execute()

export const markBounced = (db: Tx, orgId: string, id: string, email: string, at: Temporal.Instant, reason: string) =>
  db
    .updateTable('contact')
    .set({ bounced_at: at, bounce_reason: reason })
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .where('email_lower', '=', email.toLowerCase())
    .execute()

export const unmarkBounced = (db: Tx, orgId: string, id: string) =>
  db
    .updateTable('contact')
    .set({ bounced_at: null, bounce_reason: null })
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .where('bounced_at', 'is not', null)
    .execute()

export type ContactFilter = { customerIds?: readonly string[] | undefined; email?: string | undefined }

/** Contacts in the order of adding. `after`: id of the last row before. */
export function listContactRows(
  db: Tx,
  orgId: string,
  { customerIds, email }: ContactFilter,
  after: readonly string[] | null,
  limit: number,
): Promise<ContactRow[]> {
  let query = db.selectFrom('contact').select(CONTACT).where('org_id', '=', orgId)
  if (customerIds !== undefined) query = query.where('customer_id', 'in', customerIds)
  if (email !== undefined) query = query.where('email_lower', '=', email.toLowerCase())
  if (after) query = query.where(sql<boolean>`id > ${after[0] ?? ''}::uuid`)
  return query.orderBy('id').limit(limit).execute()
}

/** A customer beside the contact of theirs that is told: the one named, else the primary one. `ids`: the customer's first. */
const withContact = (
  db: Tx,
  orgId: string,
  [customerId = '', ...joined]: readonly string[],
  contactId: string | null,
) =>
  db
    .selectFrom('customer')
    .leftJoin('contact', (join) =>
      join
        .on('contact.org_id', '=', orgId)
        .on('contact.customer_id', 'in', [customerId, ...joined])
        .on((e) => (contactId === null ? e('contact.is_primary', '=', true) : e('contact.id', '=', contactId))),
    )
    .where('customer.org_id', '=', orgId)
    .where('customer.id', '=', customerId)
    .orderBy((e) => e('contact.customer_id', '=', customerId), 'desc')
    .orderBy('contact.id')
    .limit(1)

/** A customer's contact of that id, or its primary one; the customer's row alone when there is none. */
export const findToTell = (db: Tx, orgId: string, ids: readonly string[], contactId: string | null) =>
  withContact(db, orgId, ids, contactId).select(['customer.id', 'contact.id as contact_id']).executeTakeFirst()

/** A customer's segment and calendar, and the language of a contact of theirs: the one named, else the primary one. */
export const factsOfCustomer = (db: Tx, orgId: string, ids: readonly string[], contactId: string | null) =>
  withContact(db, orgId, ids, contactId)
    .select(['customer.segment', 'customer.calendar_id', 'contact.language'])
    .executeTakeFirst()

export const updateContactRow = (db: Tx, orgId: string, id: string, set: Updateable<Contact>): Promise<ContactRow> =>
  db
    .updateTable('contact')
    .set((e) => ({ ...set, version: e('version', '+', 1) }))
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .returning(CONTACT)
    .executeTakeFirstOrThrow()

export const clearPrimary = (db: Tx, orgId: string, customerId: string) =>
  db
    .updateTable('contact')
    .set({ is_primary: false })
    .where('org_id', '=', orgId)
    .where('customer_id', '=', customerId)
    .where('is_primary', '=', true)
    .execute()

/** Deletes a contact that nothing refers to; false when something does (the transaction is lost then). */
export async function deleteContactRow(db: Tx, orgId: string, id: string): Promise<boolean> {
  try {
    await db.deleteFrom('contact').where('org_id', '=', orgId).where('id', '=', id).execute()
    return true
  } catch (error) {
    // Foreign key violation: the database alone knows all who refer to it.
    if (error instanceof Error && 'code' in error && error.code === '23503') return false
    throw error
  }
}

/**
 * `found`: ids that a search has found; null: so many that it is quicker to look at one after the other, and then `joined`
 * are found by what was merged into them.
 */
export type CustomerFilter = Searched & {
  found: readonly string[] | null
  joined: readonly string[]
  ids?: readonly string[] | undefined
}

/** More than these are many: among so many the first by name are found sooner by walking along the names. */
const FEW = 2_000

/** Ids of customers of whom a name, an address or a telephone number is as it was typed, or looks like it; null: many. */
export async function foundIds(db: Tx, orgId: string, { words, digits }: Searched): Promise<string[] | null> {
  if (words.length === 0) return null
  const { rows } = await sql<{ id: string }>`
    select id from customers_found(${orgId}, ${queryOf(words)}, ${rarestFirst(words)}::text[], ${digits}, ${FEW + 1}) as id`.execute(
    db,
  )
  return rows.length > FEW ? null : rows.map(({ id }) => id)
}

/** Ids of the customers that were merged into others and that a search means; few are merged. */
export async function foundMerged(db: Tx, orgId: string, searched: Searched): Promise<string[]> {
  const rows = await db
    .selectFrom('customer')
    .select('id')
    .where('org_id', '=', orgId)
    .where('merged_into', 'is not', null)
    .where(found(orgId, searched))
    .limit(FEW)
    .execute()
  return rows.map(({ id }) => id)
}

/** The same, looked at row after row. */
const found = (orgId: string, { words, digits }: Searched): RawBuilder<SqlBool> => {
  const matches = (table: string) =>
    sql`(${saysAll(sql.ref(`${table}.search`), words)} or ${looksLike(sql.ref(`${table}.folded`), words)})`
  const phone = digits === null ? sql`` : sql` or (phone_digits <> '' and phone_digits like ${`%${digits}%`})`
  return sql<SqlBool>`(${matches('customer')} or exists (
    select from contact where org_id = ${orgId} and customer_id = customer.id and (${matches('contact')}${phone})))`
}

/** Customers by name. `after`: name (in lower case) and id of the last row before. */
export async function listCustomerRows(
  db: Tx,
  orgId: string,
  filter: CustomerFilter,
  after: readonly string[] | null,
  limit: number,
): Promise<(CustomerRow & { sort_name: string })[]> {
  let query = db
    .selectFrom('customer')
    .select(COLUMNS)
    .select(sql<string>`lower(name)`.as('sort_name'))
    .where('org_id', '=', orgId)
    .where('merged_into', 'is', null)
  if (filter.found !== null) query = query.where(sql<boolean>`id = any(${[...filter.found]}::uuid[])`)
  else if (filter.words.length > 0)
    query = query.where((e) =>
      e.or([found(orgId, filter), ...(filter.joined.length === 0 ? [] : [e('id', 'in', filter.joined)])]),
    )
  if (filter.ids !== undefined) query = query.where('id', 'in', filter.ids)
  if (after) query = query.where(sql<boolean>`(lower(name), id) > (${after[0] ?? ''}, ${after[1] ?? ''}::uuid)`)
  return query.orderBy(sql`lower(name)`).orderBy('id').limit(limit).execute()
}

/** Of some customers those whose name is most like what was typed first. */
export const likeliestOf = (
  db: Tx,
  orgId: string,
  ids: readonly string[],
  words: readonly string[],
  limit: number,
): Promise<CustomerRow[]> =>
  db
    .selectFrom('customer')
    .select(COLUMNS)
    .where('org_id', '=', orgId)
    .where(sql<boolean>`id = any(${[...ids]}::uuid[])`)
    .orderBy((e) => sql`${e.ref('folded')} like ${`${words.join(' ')}%`}`, 'desc')
    .orderBy((e) => likeness(e.ref('folded'), words), 'desc')
    .orderBy(sql`lower(name)`)
    .limit(limit)
    .execute()

/** Whether any contact reads a language. */
export const isLanguageRead = async (db: Tx, orgId: string, language: string): Promise<boolean> =>
  (await db
    .selectFrom('contact')
    .select('id')
    .where('org_id', '=', orgId)
    .where('language', '=', language)
    .limit(1)
    .executeTakeFirst()) !== undefined
