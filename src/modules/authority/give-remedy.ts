import { findContactForTelling, findContactsByIds, survivorIdOf } from '#modules/customers'
import { organizationOf } from '#modules/directory'
import { amountText, type RemedyView, worded } from '#modules/playbooks'
import { getPromise, makePromise } from '#modules/promises'
import { loadMoments } from '#platform/moments'
import type { Context } from '#platform/operation'
import { type Counted, type Granter, lockedLeft, periodsOf, sumsOf } from './budget.ts'
import { dueNeeded } from './errors.ts'
import { type Left, type Situation, suffices } from './limits.ts'
import { addUse, type GrantRow, insertGrant } from './queries.ts'

export type Giving = {
  about: string
  customerId: string
  contactId?: string | undefined
  situation: Situation
  amount: number
  forPromiseId?: string | undefined
  dueAt?: Temporal.Instant | undefined
  reason: string
}

/**
 * Grants a remedy where the granter's limits have room for it, promises it to the customer where it has to be done, and
 * counts it. What is left, where it does not fit: nothing is written then.
 * @throws authority/due_needed, promises/not_found, customers/not_found, promises/past_due
 */
export async function giveRemedy(
  ctx: Context,
  remedy: RemedyView,
  asked: Giving,
  granter: Granter,
  approvalId: string | null,
): Promise<{ grant: GrantRow } | { left: Left }> {
  const giving = { ...asked, customerId: await survivorIdOf(ctx, asked.customerId) }
  if (remedy.hasToBeDone && giving.dueAt === undefined) throw dueNeeded()
  if (giving.forPromiseId !== undefined) await getPromise.run(ctx, { id: giving.forPromiseId })
  const { year, month, currency } = await periodsOf(ctx)
  const counted: Counted = { ...giving, granterKey: granter.key, year, month }
  const left = await lockedLeft(ctx, counted, { ...granter, situation: giving.situation, remedyId: remedy.id })
  if (!suffices(left, giving.amount)) return { left }
  await addUse(
    ctx.db,
    ctx.orgId,
    sumsOf(counted, remedy.id).map((key) => ({ ...key, amount: giving.amount })),
  )
  const contactId = await findContactForTelling(ctx, giving.customerId, giving.contactId ?? null)
  const expiresOn = remedy.validDays === null ? null : await lastDay(ctx, remedy.validDays)
  const promiseId =
    giving.dueAt === undefined
      ? null
      : await promised(ctx, remedy, {
          ...{ ...giving, dueAt: giving.dueAt, contactId, currency, expiresOn },
          ownerId: ctx.actor.memberId ?? granter.memberId,
        })
  const grant = await insertGrant(ctx.db, {
    org_id: ctx.orgId,
    id: ctx.newId(),
    state: 'granted',
    about: giving.about,
    customer_id: giving.customerId,
    contact_id: contactId,
    remedy_id: remedy.id,
    situation: giving.situation,
    amount: giving.amount,
    currency,
    for_promise_id: giving.forPromiseId ?? null,
    promise_id: promiseId,
    reason: giving.reason,
    granted_by: granter.key,
    granted_by_member: granter.memberId,
    approval_id: approvalId,
    expires_on: expiresOn,
    year,
    month,
    created_at: ctx.now,
  })
  ctx.record({
    type: 'remedy.granted',
    subject: `grant:${grant.id}`,
    about: giving.about,
    data: {
      remedyId: remedy.id,
      customerId: giving.customerId,
      amount: giving.amount,
      currency,
      situation: giving.situation,
      approvalId,
      promiseId,
    },
  })
  return { grant }
}

async function lastDay(ctx: Context, days: number): Promise<Temporal.PlainDate> {
  const { timeZone } = await organizationOf(ctx)
  return ctx.now.toZonedDateTimeISO(timeZone).toPlainDate().add({ days })
}

type Promised = Omit<Giving, 'contactId'> & {
  dueAt: Temporal.Instant
  contactId: string | null
  currency: string
  expiresOn: Temporal.PlainDate | null
  /** Who sees to it: whoever grants, or offered what the customer chose. */
  ownerId: string | null
}

/** Promises to the customer, in their language, that it is done; they are told with it. */
async function promised(ctx: Context, remedy: RemedyView, giving: Promised): Promise<string> {
  const { contactId, dueAt, ownerId } = giving
  const said = await saidOf(ctx, remedy, { ...giving, until: giving.expiresOn ?? dueAt })
  const { id } = await makePromise.run(
    ctx,
    makePromise.input.parse({
      kind: remedy.kind === 'refund' ? 'refund' : 'other',
      wording: said.text,
      language: said.language,
      dueAt: dueAt.toString(),
      about: giving.about,
      customerId: giving.customerId,
      ...(contactId === null ? {} : { contactId }),
      ...(ownerId === null ? {} : { ownerId }),
    }),
  )
  return id
}

/** What a customer is told of a grant, in their language. */
export async function wordingOfGrant(ctx: Context, remedy: RemedyView, grant: GrantRow): Promise<string> {
  const { contact_id: contactId, amount, currency, expires_on: until } = grant
  return (await saidOf(ctx, remedy, { contactId, amount, currency, until })).text
}

/** What a customer would be told of a remedy if it was granted today; nothing of what has to be done: that is a promise. */
export async function wordingIfGranted(
  ctx: Context,
  remedy: RemedyView,
  { contactId, amount }: { contactId: string | null; amount: number },
): Promise<string | undefined> {
  if (remedy.hasToBeDone) return undefined
  const { currency } = await periodsOf(ctx)
  const until = remedy.validDays === null ? null : await lastDay(ctx, remedy.validDays)
  return (await saidOf(ctx, remedy, { contactId, amount, currency, until })).text
}

type Said = {
  contactId: string | null
  amount: number
  currency: string
  /** Until when it holds, or is done; null: nothing is said of that. */
  until: Temporal.PlainDate | Temporal.Instant | null
}

async function saidOf(ctx: Context, { wording }: RemedyView, { contactId, amount, currency, until }: Said) {
  const organization = await organizationOf(ctx)
  const contact = contactId === null ? undefined : (await findContactsByIds(ctx, [contactId])).get(contactId)
  const language = contact?.language ?? organization.language
  const zone = contact?.timeZone ?? organization.timeZone
  const moments = await loadMoments(language, organization.country)
  const at = until instanceof Temporal.PlainDate ? until.toZonedDateTime(zone).toInstant() : until
  return worded(wording, language, organization.language, {
    amount: amount === 0 ? null : amountText(amount, currency, language),
    until: at && moments.date(at, { zone, now: ctx.now }),
  })
}
