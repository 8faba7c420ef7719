import type { Context } from '#platform/operation'
import { findService } from './queries.ts'

/** The duration to promise by policy for a service, in business seconds; null when it names none or is unknown. */
export async function findDefaultSeconds(
  ctx: Pick<Context, 'db' | 'orgId'>,
  serviceId: string,
): Promise<number | null> {
  const row = await findService(ctx.db, ctx.orgId, serviceId)
  return row?.default_seconds ?? null
}
