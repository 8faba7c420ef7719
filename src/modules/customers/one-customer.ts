import type { Context } from '#platform/operation'
import { familyRows, survivorRows } from './merge-queries.ts'

type Reads = Pick<Context, 'db' | 'orgId'>

/**
 * Whom customers are read as, by the id that was asked for: themselves, or whom they were merged into. Unknown ids are left
 * out. One statement.
 */
export async function survivorsOf(
  ctx: Reads,
  ids: readonly string[],
): Promise<Map<string, { id: string; name: string }>> {
  const rows = await survivorRows(ctx.db, ctx.orgId, [...new Set(ids)])
  return new Map(rows.map(({ asked, id, name }) => [asked, { id, name }]))
}

/** Whom a customer is read as; an unknown id is itself. */
export async function survivorIdOf(ctx: Reads, id: string): Promise<string> {
  return (await survivorsOf(ctx, [id])).get(id.toLowerCase())?.id ?? id
}

/**
 * The ids under which what belongs to a customer lies: whom it is read as first, then all that were merged into them. For
 * `customer_id in (…)`; never empty: an unknown id is alone.
 */
export async function customerIdsOf(ctx: Reads, id: string): Promise<string[]> {
  const family = await familyRows(ctx.db, ctx.orgId, [await survivorIdOf(ctx, id)])
  return family.length === 0 ? [id] : family.map((one) => one.id)
}

/** As `customerIdsOf`, of several customers, by the id that was asked for. Two statements, and one a level of merges. */
export async function familiesOf(ctx: Reads, ids: readonly string[]): Promise<Map<string, string[]>> {
  if (ids.length === 0) return new Map()
  const survivors = await survivorsOf(ctx, ids)
  const rootOf = (id: string): string => survivors.get(id.toLowerCase())?.id ?? id
  const rows = await familyRows(ctx.db, ctx.orgId, [...new Set(ids.map(rootOf))])
  const families = Map.groupBy(rows, ({ root }) => root)
  return new Map(ids.map((id) => [id, families.get(rootOf(id))?.map((one) => one.id) ?? [id]]))
}

/** The same for a filter that may ask for nobody in particular. */
export const customerIdsIn = async (ctx: Reads, id: string | undefined): Promise<string[] | undefined> =>
  id === undefined ? undefined : customerIdsOf(ctx, id)
