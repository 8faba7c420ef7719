import { organizationOf } from '#modules/directory'
import type { Context } from '#platform/operation'
import { type ContactRow, customerIdsByExternalIds, insertContacts, insertImportedCustomers } from './queries.ts'

export type ImportedCustomer = {
  /** Its id in the source. Rows of the same id are the same customer; the first one's name counts. */
  externalId: string
  /** At most 300 characters, not empty. */
  name: string
  email?: string | null
  phone?: string | null
}

const CHUNK = 1_000

/**
 * Customers of a source by external id, added where unknown: the id of each. Known ones stay as they are, so that the
 * same rows again change nothing. No events: an import is silent, and records itself.
 */
export async function importCustomers(
  ctx: Context,
  source: string,
  rows: readonly ImportedCustomer[],
): Promise<Map<string, string>> {
  const ids = new Map<string, string>()
  const unique = [...new Map(rows.toReversed().map((row) => [row.externalId, row])).values()].toReversed()
  const organization = unique.length > 0 ? await organizationOf(ctx) : null
  for (let at = 0; at < unique.length; at += CHUNK) {
    const chunk = unique.slice(at, at + CHUNK).map((row) => ({ ...row, id: ctx.newId() }))
    const added = await insertImportedCustomers(
      ctx.db,
      chunk.map(({ id, name, externalId }) => ({
        org_id: ctx.orgId,
        id,
        name,
        kind: 'person',
        source,
        external_id: externalId,
        created_at: ctx.now,
      })),
    )
    const contacts = chunk
      .filter((row) => added.has(row.id) && (row.email || row.phone))
      .map(
        ({ id, name, email, phone }): ContactRow => ({
          org_id: ctx.orgId,
          id: ctx.newId(),
          customer_id: id,
          name,
          email: email ?? null,
          phone: phone ?? null,
          language: organization?.language ?? 'en',
          time_zone: organization?.timeZone ?? 'UTC',
          is_primary: true,
          version: 1,
          created_at: ctx.now,
        }),
      )
    await insertContacts(ctx.db, contacts)
    const known = await customerIdsByExternalIds(
      ctx.db,
      ctx.orgId,
      source,
      chunk.map((row) => row.externalId),
    )
    for (const { id, external_id } of known) if (external_id !== null) ids.set(external_id, id)
  }
  return ids
}
