import type { Context } from '#platform/operation'
import { lockCustomers } from './import-queries.ts'
import { customersByIds } from './queries.ts'

/** What can be changed of many customers at once. */
export type CustomerStand = { id: string; name: string; segment: string }

/** Some customers by id, with `lock` for a change of them; unknown ids are left out. One statement. */
export async function customerStands(
  ctx: Pick<Context, 'db' | 'orgId'>,
  ids: readonly string[],
  { lock = false } = {},
): Promise<Map<string, CustomerStand>> {
  const rows = await (lock ? lockCustomers : customersByIds)(ctx.db, ctx.orgId, ids)
  return new Map(rows.map(({ id, name, segment }) => [id, { id, name, segment }]))
}
