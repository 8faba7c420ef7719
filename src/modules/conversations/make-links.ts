import type { PromiseView } from '#modules/promises'
import type { Context } from '#platform/operation'
import type { LinkIds } from './link.ts'
import { findViewLink, insertLink } from './queries.ts'

type Subject = Pick<PromiseView, 'id' | 'about' | 'customerId' | 'contactId' | 'state' | 'answerBy'> & {
  /** Until when something else than the promise itself is answered. */
  answersUntil?: string | undefined
}

/**
 * The links for one mail or one copy about a promise: the contact's link to the page, made when there is none, and,
 * while an answer is asked, a new right to answer until `answerBy`.
 * @param fresh makes another link to the page, so that this one can be switched off by itself
 */
export async function makeLinks(ctx: Context, promise: Subject, fresh = false): Promise<LinkIds> {
  const { about, customerId, contactId } = promise
  const known = fresh ? undefined : await findViewLink(ctx.db, ctx.orgId, about, contactId)
  const viewId = known?.id ?? ctx.newId()
  const common = {
    org_id: ctx.orgId,
    about,
    customer_id: customerId,
    contact_id: contactId,
    used_at: null,
    revoked_at: null,
    created_at: ctx.now,
  }
  if (!known) await insertLink(ctx.db, { ...common, id: viewId, kind: 'view', promise_id: null, expires_at: null })
  const until = promise.answersUntil ?? (promise.state === 'proposed' ? promise.answerBy : null)
  if (until === null) return { orgId: ctx.orgId, viewId, actionId: null }
  const actionId = ctx.newId()
  await insertLink(ctx.db, {
    ...common,
    id: actionId,
    kind: 'action',
    promise_id: promise.id,
    expires_at: Temporal.Instant.from(until),
  })
  return { orgId: ctx.orgId, viewId, actionId }
}
