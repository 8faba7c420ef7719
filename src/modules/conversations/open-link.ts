import { customerIdsOf } from '#modules/customers'
import type { Context } from '#platform/operation'
import { linkNotFound, linkRevoked } from './errors.ts'
import { linkState } from './link.ts'
import { findLinks, type LinkRow } from './queries.ts'

export type OpenLink = {
  view: LinkRow
  action: LinkRow | null
  /** Whether something is the customer's whose link it is, or of one that is read as the same. */
  isTheirs: (customerId: string | null) => boolean
}

/**
 * The links that a token names. The right to answer counts only together with the page's own link.
 * @throws conversations/not_found, conversations/link_revoked
 */
export async function openLink(
  ctx: Context,
  { viewId, actionId }: { viewId: string; actionId: string | null },
): Promise<OpenLink> {
  const rows = await findLinks(ctx.db, ctx.orgId, actionId === null ? [viewId] : [viewId, actionId])
  const view = rows.find(({ id, kind }) => id === viewId && kind === 'view')
  const action = rows.find(({ id, kind }) => id === actionId && kind === 'action') ?? null
  if (!view) throw linkNotFound()
  if (linkState(view, ctx.now) !== 'valid') throw linkRevoked()
  const theirs: (string | null)[] = view.customer_id === null ? [null] : await customerIdsOf(ctx, view.customer_id)
  return { view, action, isTheirs: (customerId) => theirs.includes(customerId) }
}
