import { memberNames } from '#modules/accounts'
import { newestGrant } from '#modules/authority'
import { conversationById, whenOf, withoutStop } from '#modules/conversations'
import { type ContactView, findContactForTelling, findContactsByIds } from '#modules/customers'
import { organizationOf } from '#modules/directory'
import { amountText, remediesOf, type Values, worded } from '#modules/playbooks'
import { getPromise, type PromiseView, promisesAbout, reasonFor } from '#modules/promises'
import type { Language } from '#platform/fields'
import { loadMoments } from '#platform/moments'
import type { Context } from '#platform/operation'
import { promiseToSay, toHearBy } from './promise-to-say.ts'
import type { RequestView } from './schemas.ts'
import { viewById } from './view.ts'

/** The matter that a script is about, and whom it is for. */
export type Matter = {
  request: RequestView | null
  subject: string | null
  ownerId: string | null
  contact: ContactView | undefined
  promises: readonly PromiseView[]
  promise: PromiseView | undefined
}

export type Asked = {
  requestId?: string | undefined
  conversationId?: string | undefined
  promiseId?: string | undefined
  contactId?: string | undefined
}

/** @throws requests/not_found, conversations/not_found, promises/not_found, customers/contact_not_found */
export async function matterOf(ctx: Context, asked: Asked): Promise<Matter> {
  const conversation = asked.conversationId === undefined ? null : await conversationById(ctx, asked.conversationId)
  const named = asked.promiseId === undefined ? undefined : await getPromise.run(ctx, { id: asked.promiseId })
  const about = named?.about ?? conversation?.about ?? (asked.requestId && `request:${asked.requestId}`)
  const request = about?.startsWith('request:') ? await viewById(ctx, about.slice('request:'.length)) : null
  const customerId = request?.customerId ?? conversation?.customer?.id ?? named?.customerId ?? null
  const wanted = asked.contactId ?? conversation?.contactId ?? named?.contactId ?? request?.contactId ?? null
  const contactId = customerId === null ? wanted : await findContactForTelling(ctx, customerId, wanted)
  const contacts = contactId === null ? undefined : await findContactsByIds(ctx, [contactId])
  const promises = (about === undefined ? [] : await promisesAbout(ctx, about)).filter(
    ({ beneficiary }) => beneficiary === 'customer',
  )
  return {
    request,
    subject: request?.subject ?? conversation?.subject ?? null,
    ownerId: request?.ownerId ?? conversation?.owner?.id ?? ctx.actor.memberId,
    contact: contactId === null ? undefined : contacts?.get(contactId),
    promises,
    promise: named ?? promiseToSay(promises),
  }
}

/** What is known of a matter, in the language and the zone of whoever reads it. What is not known is left out. */
export async function factsOf(ctx: Context, matter: Matter, language: Language): Promise<Values> {
  const { request, subject, ownerId, contact, promises, promise } = matter
  const organization = await organizationOf(ctx)
  const [moments, names, remedy] = await Promise.all([
    loadMoments(language, organization.country),
    memberNames(ctx, ownerId === null ? [] : [ownerId]),
    remedyIn(ctx, request, language, organization.language),
  ])
  const zone = organization.timeZone
  const reader = { zone: contact?.timeZone ?? zone, now: ctx.now, homeZone: zone }
  const before = promises.find(({ id }) => id === promise?.predecessorId)
  const hears = toHearBy(promises)
  return {
    customer: contact?.nameToUse || contact?.name || request?.customerName || null,
    contact: contact?.name ?? null,
    subject,
    reference: request === null ? null : String(request.number),
    service: request?.serviceName ?? null,
    owner: names.get(ownerId ?? '') ?? null,
    firm: organization.name,
    phone: contact?.phone ?? null,
    remedy,
    update_by: hears ? moments.dateTime(hears.dueAt, reader) : null,
    ...(promise
      ? {
          promise: withoutStop(promise.wording),
          due: moments.dateTime(promise.dueAt, reader),
          by: whenOf(promise, moments, reader),
          reason: reasonFor(promise, language),
        }
      : {}),
    ...(promise && before
      ? { old_date: moments.dateTime(before.dueAt, reader), new_date: moments.dateTime(promise.dueAt, reader) }
      : {}),
  }
}

/** What was granted last about the matter, as the customer was told. */
async function remedyIn(
  ctx: Context,
  request: RequestView | null,
  language: Language,
  fallback: Language,
): Promise<string | null> {
  const grant = request === null ? null : await newestGrant(ctx, `request:${request.id}`)
  const remedy = grant === null ? undefined : (await remediesOf(ctx, [grant.remedyId])).get(grant.remedyId)
  if (!grant || !remedy) return null
  const amount = grant.amount === 0 ? null : amountText(grant.amount, grant.currency, language)
  return worded(remedy.wording, language, fallback, { amount, until: null }).text || null
}
