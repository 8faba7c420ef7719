import { noticesOf, recordTold } from '#modules/promises'
import type { Context } from '#platform/operation'
import { linkExpired, linkOnlyShows, linkRevoked, linkUsed } from './errors.ts'
import { linkState } from './link.ts'
import { openLink } from './open-link.ts'
import { lockLink } from './queries.ts'

/**
 * The right to answer that a token names, locked: it belongs to the page it was sent for. Who holds it has been told,
 * whatever became of the mail: a link may have been passed on by hand.
 * @throws conversations/not_found, link_revoked, link_only_shows, link_used, link_expired
 */
export async function rightToAnswer(
  ctx: Context,
  { viewId, actionId }: { viewId: string; actionId: string | null },
): Promise<{ id: string; promiseId: string; about: string; contactId: string | null }> {
  const { view } = await openLink(ctx, { viewId, actionId })
  const action = actionId === null ? undefined : await lockLink(ctx.db, ctx.orgId, actionId)
  if (action?.kind !== 'action' || action.promise_id === null || action.about !== view.about) throw linkOnlyShows()
  const state = linkState(action, ctx.now)
  if (state === 'used') throw linkUsed()
  if (state === 'expired') throw linkExpired()
  if (state === 'revoked') throw linkRevoked()
  for (const notice of await noticesOf(ctx.db, ctx.orgId, [action.promise_id]))
    if (notice.state !== 'told') await recordTold(ctx, notice.id, { at: ctx.now, channel: 'link', by: viewId })
  return { id: action.id, promiseId: action.promise_id, about: action.about, contactId: action.contact_id }
}
