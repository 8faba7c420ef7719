import type { Context } from '#platform/operation'
import { consentsOf } from './consent-queries.ts'
import type { PURPOSES } from './schemas.ts'

/** Whether what a contact said last about a purpose was no. Who has said nothing has not refused. */
export async function hasRefused(
  ctx: Pick<Context, 'db' | 'orgId'>,
  contactId: string,
  purpose: (typeof PURPOSES)[number],
): Promise<boolean> {
  const [last] = await consentsOf(ctx.db, ctx.orgId, contactId, purpose, 1)
  return last?.given === false
}
