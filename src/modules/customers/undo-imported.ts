import type { Context } from '#platform/operation'
import { deleteApart } from './duplicate-queries.ts'
import {
  customersTouched,
  deleteContacts,
  deleteContactsOf,
  deleteCustomers,
  emptyFields,
  givePrimaries,
  lockImportedContacts,
  lockImportedCustomers,
  takeCompletions,
} from './undo-queries.ts'

/** A piece of an undo: how many went and stayed, and where the next begins; null: nothing is left. */
export type Undone = { undone: number; kept: number; next: string | null }

/** Which of these are in use elsewhere: by requests, by promises. Told by the caller, who knows of them. */
type InUse = (ids: readonly string[]) => Promise<ReadonlySet<string>>

/** Takes back the next customers that an import made, with their contacts; those on which something was built stay. */
export async function undoImportedCustomers(
  ctx: Context,
  importId: string,
  { after, limit, inUse }: { after: string | null; limit: number; inUse: InUse },
): Promise<Undone> {
  const ids = (await lockImportedCustomers(ctx.db, ctx.orgId, importId, after, limit)).map(({ id }) => id)
  const used = await inUse(ids)
  const touched = await customersTouched(ctx.db, ctx.orgId, ids, importId)
  const free = ids.filter((id) => !used.has(id) && !touched.has(id))
  await deleteContactsOf(ctx.db, ctx.orgId, free)
  await deleteApart(ctx.db, ctx.orgId, free)
  await deleteCustomers(ctx.db, ctx.orgId, free)
  return undone(ids, free, limit)
}

/** Takes back the next contacts that an import added to customers that were there. */
export async function undoImportedContacts(
  ctx: Context,
  importId: string,
  { after, limit, inUse }: { after: string | null; limit: number; inUse: InUse },
): Promise<Undone> {
  const rows = await lockImportedContacts(ctx.db, ctx.orgId, importId, after, limit)
  const ids = rows.map(({ id }) => id)
  const used = await inUse(ids)
  const customerIds = rows.map((row) => row.customer_id)
  const touched = await customersTouched(ctx.db, ctx.orgId, customerIds, importId)
  const free = rows.filter((row) => !used.has(row.id) && !touched.has(row.customer_id)).map(({ id }) => id)
  await deleteContacts(ctx.db, ctx.orgId, free)
  await givePrimaries(ctx.db, ctx.orgId, customerIds)
  return undone(ids, free, limit)
}

/** Empties the next fields that an import filled, of records that nobody has changed since. */
export async function undoCompletions(ctx: Context, importId: string, limit: number): Promise<Undone> {
  const rows = await takeCompletions(ctx.db, ctx.orgId, importId, limit)
  const emptied = await Promise.all(rows.map((row) => emptyFields(ctx.db, ctx.orgId, row)))
  const ids = rows.map((row) => row.record_id)
  return undone(
    ids,
    ids.filter((_, i) => emptied[i]),
    limit,
  )
}

const undone = (ids: readonly string[], free: readonly string[], limit: number): Undone => ({
  undone: free.length,
  kept: ids.length - free.length,
  next: ids.length < limit ? null : (ids.at(-1) ?? null),
})
