import { sql } from 'kysely'
import type { Tx } from '#platform/db'

/** Customers that an import made, by id, held. */
export const lockImportedCustomers = (db: Tx, orgId: string, importId: string, after: string | null, limit: number) =>
  db
    .selectFrom('customer')
    .select('id')
    .where('org_id', '=', orgId)
    .where('import_id', '=', importId)
    .$if(after !== null, (query) => query.where('id', '>', after ?? ''))
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .execute()

/** Contacts that an import added to customers that were there, by id, held. */
export const lockImportedContacts = (db: Tx, orgId: string, importId: string, after: string | null, limit: number) =>
  db
    .selectFrom('contact')
    .select(['id', 'customer_id'])
    .where('org_id', '=', orgId)
    .where('import_id', '=', importId)
    .$if(after !== null, (query) => query.where('id', '>', after ?? ''))
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .execute()

/** Of these customers the ones about which something is recorded since `since`, an id: ids are in the order of time. */
export async function customersTouched(
  db: Tx,
  orgId: string,
  ids: readonly string[],
  since: string,
): Promise<Set<string>> {
  const abouts = ids.map((id) => `customer:${id}`)
  const rows = await db
    .selectFrom('event')
    .select('about')
    .distinct()
    .where('org_id', '=', orgId)
    .where('about', '=', (e) => e.fn.any(e.val(abouts)))
    .where('id', '>', since)
    .execute()
  return new Set(rows.map(({ about }) => about.slice('customer:'.length)))
}

/** Customers of an import about which something is recorded since, at most `limit`. */
export const importedAndTouched = (db: Tx, orgId: string, importId: string, limit: number) =>
  db
    .selectFrom('customer')
    .select(['id', 'name'])
    .where('org_id', '=', orgId)
    .where('import_id', '=', importId)
    .where('id', 'in', (e) =>
      e
        .selectFrom('event')
        .select(sql<string>`substring(about from 'customer:(.*)')::uuid`.as('id'))
        .where('event.org_id', '=', orgId)
        .where('event.id', '>', importId)
        .where('about', 'like', 'customer:%'),
    )
    .orderBy('id')
    .limit(limit)
    .execute()

/** How much an import made and completed. */
export async function countImported(
  db: Tx,
  orgId: string,
  importId: string,
): Promise<{ customers: number; contacts: number; completed: number }> {
  const count = async (table: 'customer' | 'contact' | 'customer_completion') => {
    const { n } = await db
      .selectFrom(table)
      .select((e) => e.fn.countAll<number>().as('n'))
      .where('org_id', '=', orgId)
      .where('import_id', '=', importId)
      .executeTakeFirstOrThrow()
    return Number(n)
  }
  const [customers, contacts, completed] = await Promise.all([
    count('customer'),
    count('contact'),
    count('customer_completion'),
  ])
  return { customers, contacts, completed }
}

export const deleteContactsOf = (db: Tx, orgId: string, customerIds: readonly string[]) =>
  db
    .deleteFrom('contact')
    .where('org_id', '=', orgId)
    .where('customer_id', '=', (e) => e.fn.any(e.val(customerIds)))
    .execute()

export const deleteContacts = (db: Tx, orgId: string, ids: readonly string[]) =>
  db
    .deleteFrom('contact')
    .where('org_id', '=', orgId)
    .where('id', '=', (e) => e.fn.any(e.val(ids)))
    .execute()

export const deleteCustomers = (db: Tx, orgId: string, ids: readonly string[]) =>
  db
    .deleteFrom('customer')
    .where('org_id', '=', orgId)
    .where('id', '=', (e) => e.fn.any(e.val(ids)))
    .execute()

/** The next completions of an import, taken away from the list of them. */
export const takeCompletions = (db: Tx, orgId: string, importId: string, limit: number) =>
  db
    .deleteFrom('customer_completion')
    .where('org_id', '=', orgId)
    .where('import_id', '=', importId)
    .where('record_id', 'in', (e) =>
      e
        .selectFrom('customer_completion as next')
        .select('next.record_id')
        .where('next.org_id', '=', orgId)
        .where('next.import_id', '=', importId)
        .orderBy('next.record_id')
        .limit(limit),
    )
    .returning(['record_id', 'record', 'fields', 'version'])
    .execute()

/** Empties fields of a record that stands at this version still. @returns whether it did */
export async function emptyFields(
  db: Tx,
  orgId: string,
  { record, record_id, fields, version }: { record: string; record_id: string; fields: string[]; version: number },
): Promise<boolean> {
  const has = (field: string): boolean => fields.includes(field)
  const changed =
    record === 'customer'
      ? await db
          .updateTable('customer')
          .set({
            ...(has('note') ? { note: '' } : {}),
            ...(has('segment') ? { segment: '' } : {}),
            version: version + 1,
          })
          .where('org_id', '=', orgId)
          .where('id', '=', record_id)
          .where('version', '=', version)
          .executeTakeFirst()
      : await db
          .updateTable('contact')
          .set({
            ...(has('email') ? { email: null } : {}),
            ...(has('phone') ? { phone: null } : {}),
            version: version + 1,
          })
          .where('org_id', '=', orgId)
          .where('id', '=', record_id)
          .where('version', '=', version)
          .executeTakeFirst()
  return changed.numUpdatedRows > 0n
}

/** Of these customers, makes the oldest contact the primary one where none is. */
export const givePrimaries = (db: Tx, orgId: string, customerIds: readonly string[]) =>
  sql`
    update contact set is_primary = true
    where org_id = ${orgId} and id in (
      select distinct on (customer_id) id from contact c
      where c.org_id = ${orgId} and c.customer_id = any(${[...customerIds]}::uuid[]) and not exists (
        select from contact p where p.org_id = ${orgId} and p.customer_id = c.customer_id and p.is_primary)
      order by customer_id, id)`.execute(db)
