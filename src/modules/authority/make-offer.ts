import { z } from 'zod'
import { findContactForTelling, findContactsByIds, survivorIdOf } from '#modules/customers'
import { organizationOf } from '#modules/directory'
import { amountText, offeredRemedy, worded } from '#modules/playbooks'
import {
  checkSaid,
  countSaidAnyway,
  needReason,
  noticesOf,
  otherDate,
  type PromiseView,
  promisesAbout,
  renegotiatePromise,
  tellOffer,
} from '#modules/promises'
import { notPermitted } from '#platform/errors'
import { words } from '#platform/fields'
import { loadMoments } from '#platform/moments'
import { type Context, operation } from '#platform/operation'
import { granterOf, leftNow, periodsOf } from './budget.ts'
import { chooseByOutOfRange, dueNeeded, nothingPromised, offerBeyond, offeredTwice } from './errors.ts'
import { amountOf } from './grant-remedy.ts'
import { type Situation, suffices } from './limits.ts'
import { insertOffer, type OfferRow } from './offer-queries.ts'
import {
  decision,
  type OfferTold,
  type OptionInput,
  offerInput,
  offerReason,
  offerView,
  options,
} from './offer-schemas.ts'
import { type StoredOption, viewOfOffer } from './offer-view.ts'
import { situation } from './schemas.ts'

/** In which a customer chooses who was given no time. */
const PATIENCE = { hours: 7 * 24 } as const

export const makeOffer = operation({
  name: 'offers.make',
  effect: 'writes',
  permission: 'remedies.grant',
  summary: 'Let a customer choose among lines of the library, with a new date or without: told in one message',
  input: z.strictObject({
    ...offerInput,
    options: options.min(1),
    situation: situation.default('at_risk'),
    reason: offerReason,
    date: otherDate
      .omit({ id: true })
      .optional()
      .meta({ description: 'Another date for the promise, proposed in the same message.' }),
  }),
  output: offerView,
  run: async (ctx, input) => viewOfOffer(ctx, await addOffer(ctx, { ...input, decided: null })),
})

export const decide = operation({
  name: 'offers.decide',
  effect: 'writes',
  permission: 'remedies.grant',
  summary: 'Say what is possible and why not more, with what the customer may choose from: told in one message',
  input: z.strictObject({
    ...offerInput,
    ...decision,
    options: options.default([]),
    situation: situation.default('complaint'),
    reason: words(1000, 'Agreed with her on the telephone.')
      .optional()
      .meta({ description: 'Why it is said although it contradicts what was promised. Not told.' }),
  }),
  output: offerView,
  async run(ctx, { possible, whyNot, restsOn, reason, ...input }) {
    const text = `${possible}\n${whyNot}`
    const { language } = await organizationOf(ctx)
    const { flags } = await checkSaid(ctx, { about: input.about, text, readerLanguage: language })
    needReason(flags, reason)
    const said = { about: input.about, customerId: input.customerId, channel: 'email', messageId: null, reason }
    await countSaidAnyway(ctx, flags, said)
    const decided = { possible, whyNot, restsOn: restsOn ?? null }
    return viewOfOffer(ctx, await addOffer(ctx, { ...input, reason: whyNot.slice(0, 1000), decided }))
  },
})

type NewOffer = {
  about: string
  customerId: string
  contactId?: string | undefined
  promiseId?: string | undefined
  chooseBy?: Temporal.Instant | undefined
  options: readonly OptionInput[]
  situation: Situation
  reason: string
  date?: Omit<z.output<typeof otherDate>, 'id'> | undefined
  decided: { possible: string; whyNot: string; restsOn: string | null } | null
}

async function addOffer(ctx: Context, input: NewOffer): Promise<OfferRow> {
  const customerId = await survivorIdOf(ctx, input.customerId)
  const named = await findContactForTelling(ctx, customerId, input.contactId ?? null)
  const promise = await toldWith(ctx, { ...input, customerId })
  const contactId = input.contactId === undefined ? (promise.contactId ?? named) : named
  const stored = await optionsFor(ctx, { ...input, customerId, contactId })
  const chooseBy = stored.length === 0 ? null : timeToChoose(ctx, input.chooseBy, stored)
  const id = ctx.newId()
  const text = { ...input.decided, options: stored.map((option) => option.text) }
  const told = await tellWith(ctx, promise, { offerId: id, contactId, date: input.date, text })
  const granter = granterOf(ctx.actor)
  const row = await insertOffer(ctx.db, {
    org_id: ctx.orgId,
    id,
    about: input.about,
    customer_id: customerId,
    contact_id: contactId,
    promise_id: told.promiseId,
    notice_id: told.noticeId,
    possible: input.decided?.possible ?? null,
    why_not: input.decided?.whyNot ?? null,
    rests_on: input.decided?.restsOn ?? null,
    situation: input.situation,
    reason: input.reason,
    options: JSON.stringify(stored),
    choose_by: chooseBy,
    offered_by: granter.key,
    offered_by_member: granter.memberId,
    created_at: ctx.now,
  })
  ctx.record({
    type: input.decided ? 'offer.decided' : 'offer.made',
    subject: `offer:${id}`,
    about: input.about,
    data: {
      ...{ customerId, promiseId: told.promiseId, remedyIds: stored.map(({ remedyId }) => remedyId) },
      chooseBy: chooseBy?.toString() ?? null,
    },
  })
  return row
}

/** What a message would say of a choice, if it were offered now. @throws what offers.make refuses of its options */
export async function offerIfMade(
  ctx: Context,
  input: Pick<NewOffer, 'about' | 'customerId' | 'options' | 'situation' | 'chooseBy'> & { contactId: string | null },
): Promise<OfferTold> {
  const stored = await optionsFor(ctx, { ...input, customerId: await survivorIdOf(ctx, input.customerId) })
  const chooseBy = timeToChoose(ctx, input.chooseBy, stored).toString()
  return { ...{ state: 'open', possible: null, whyNot: null, restsOn: null }, options: stored, chooseBy }
}

/** The promise to the customer with which it is told: the one named, else the one that stands, else the newest. */
async function toldWith(
  ctx: Context,
  { about, customerId, promiseId, date }: Pick<NewOffer, 'about' | 'customerId' | 'promiseId' | 'date'>,
): Promise<PromiseView> {
  const theirs = (await promisesAbout(ctx, about)).filter(
    (promise) => promise.beneficiary === 'customer' && promise.customerId === customerId && promise.followed,
  )
  const named = theirs.find(({ id }) => id === promiseId?.toLowerCase())
  const standing = theirs.findLast(({ state }) => state === 'proposed' || state === 'open')
  const found = promiseId === undefined && date === undefined ? (standing ?? theirs.at(-1)) : named
  if (!found) throw nothingPromised()
  return found
}

async function tellWith(
  ctx: Context,
  promise: PromiseView,
  {
    date,
    ...offer
  }: { offerId: string; contactId: string | null; date: NewOffer['date']; text: Record<string, unknown> },
): Promise<{ promiseId: string; noticeId: string }> {
  if (date === undefined) return { promiseId: promise.id, noticeId: await tellOffer(ctx, promise.id, offer) }
  if (!ctx.actor.may('promises.renegotiate')) throw notPermitted('promises.renegotiate')
  const moved = await renegotiatePromise.run(ctx, {
    ...date,
    id: promise.id,
    ...(offer.contactId ? { contactId: offer.contactId } : {}),
  })
  const notice = (await noticesOf(ctx.db, ctx.orgId, [moved.id])).find(({ kind }) => kind === 'moved')
  if (!notice) throw new Error('A date that is moved is told')
  return { promiseId: moved.id, noticeId: notice.id }
}

/** Options as the customer reads them. Nobody offers what is beyond their own limits. */
async function optionsFor(
  ctx: Context,
  input: Pick<NewOffer, 'about' | 'customerId' | 'options' | 'situation'> & { contactId: string | null },
): Promise<StoredOption[]> {
  const { options: asked, contactId, situation: why, about, customerId } = input
  if (new Set(asked.map(({ remedyId }) => remedyId.toLowerCase())).size < asked.length) throw offeredTwice()
  const organization = await organizationOf(ctx)
  const contact = contactId === null ? undefined : (await findContactsByIds(ctx, [contactId])).get(contactId)
  const language = contact?.language ?? organization.language
  const zone = contact?.timeZone ?? organization.timeZone
  const moments = await loadMoments(language, organization.country)
  const { year, month, currency } = await periodsOf(ctx)
  const granter = granterOf(ctx.actor)
  const stored: StoredOption[] = []
  for (const [at, { remedyId, amount: chosen, dueAt }] of asked.entries()) {
    const remedy = await offeredRemedy(ctx, remedyId)
    const amount = amountOf(remedy, chosen)
    if (remedy.hasToBeDone && dueAt === undefined) throw dueNeeded(`options.${at}.dueAt`)
    const counted = { about, customerId, granterKey: granter.key, year, month }
    const left = (await leftNow(ctx, counted, { role: granter.role, situation: why }, [remedy.id])).get(remedy.id)
    if (!left || !suffices(left, amount)) throw offerBeyond(at, left?.amount ?? 0)
    const expires = remedy.validDays === null ? dueAt : ctx.now.add({ hours: 24 * remedy.validDays })
    const said = worded(remedy.wording, language, organization.language, {
      amount: amount === 0 ? null : amountText(amount, currency, language),
      until: expires === undefined ? null : moments.date(expires, { zone, now: ctx.now }),
    })
    stored.push({ id: ctx.newId(), remedyId: remedy.id, amount, dueAt: dueAt?.toString() ?? null, ...said })
  }
  return stored
}

/** Until when they choose: while every option can still be done. */
function timeToChoose(
  ctx: Context,
  asked: Temporal.Instant | undefined,
  stored: readonly StoredOption[],
): Temporal.Instant {
  const dues = stored.flatMap(({ dueAt }) => (dueAt === null ? [] : [Temporal.Instant.from(dueAt)]))
  const first = dues.toSorted(Temporal.Instant.compare)[0] ?? null
  const usual = ctx.now.add(PATIENCE)
  const by = asked ?? (first !== null && Temporal.Instant.compare(first, usual) < 0 ? first : usual)
  const isOver = Temporal.Instant.compare(by, ctx.now) <= 0
  if (isOver || (first !== null && Temporal.Instant.compare(by, first) > 0)) throw chooseByOutOfRange()
  return by
}
