import { z } from 'zod'
import { remediesOf } from '#modules/playbooks'
import { recordChoice } from '#modules/promises'
import { words } from '#platform/fields'
import { type Context, operation } from '#platform/operation'
import type { Granter } from './budget.ts'
import { choiceOver, chosenAlready, nothingToChoose, offerNotFound, optionNotFound } from './errors.ts'
import { granterOfMember } from './find-answerer.ts'
import { giveRemedy } from './give-remedy.ts'
import type { Situation } from './limits.ts'
import { lockOffer, type OfferRow, updateOffer } from './offer-queries.ts'
import { type OfferView, offerView } from './offer-schemas.ts'
import { offerState, optionsOf, type StoredOption, viewOfOffer } from './offer-view.ts'

export type Choosing = {
  optionId: string
  by: 'customer' | 'member'
  saidBy?: string | undefined
  channel: string
  /** What the customer saw, exactly. */
  seen: Record<string, unknown>
  /** From where: address, user agent, link. */
  origin: Record<string, unknown>
}

/**
 * Records what a customer chose, once, and grants it out of the limits of whoever offered it, as far as they reach now.
 * The same choice again is the one that stands.
 * @param isTheirs whether what is offered to a customer is theirs who chooses
 * @throws authority/offer_not_found, option_not_found, chosen_already, choice_over, nothing_to_choose
 */
export async function chooseOption(
  ctx: Context,
  offerId: string,
  given: Choosing,
  isTheirs: (offer: OfferRow) => boolean = () => true,
): Promise<OfferView> {
  const row = await lockOffer(ctx.db, ctx.orgId, offerId)
  if (!row || !isTheirs(row)) throw offerNotFound()
  const option = optionsOf(row).find(({ id }) => id === given.optionId.toLowerCase())
  const state = offerState(row, ctx.now)
  if (state === 'told') throw nothingToChoose()
  if (!option) throw optionNotFound()
  if (state === 'chosen') {
    if (row.chosen_option === option.id) return viewOfOffer(ctx, row)
    throw chosenAlready()
  }
  if (state === 'over') throw choiceOver()
  const outcome = await grantChosen(ctx, row, option)
  const chosen = await updateOffer(ctx.db, ctx.orgId, offerId, {
    chosen_option: option.id,
    chosen_by: given.by,
    chosen_member: given.by === 'member' ? ctx.actor.memberId : null,
    said_by: given.saidBy ?? null,
    channel: given.channel,
    chosen_at: ctx.now,
    seen: JSON.stringify(given.seen),
    origin: JSON.stringify(given.origin),
    grant_id: outcome.grantId,
    not_granted: outcome.notGranted,
  })
  const { by, channel, seen } = given
  await recordChoice(ctx, row.promise_id, { offerId, optionId: option.id, by, channel, seen, text: option.text })
  ctx.record({
    type: outcome.grantId === null ? 'offer.not_granted' : 'offer.chosen',
    subject: `offer:${offerId}`,
    about: row.about,
    data: {
      ...{ optionId: option.id, remedyId: option.remedyId, by, channel },
      ...{ grantId: outcome.grantId, notGranted: outcome.notGranted, ownerId: row.offered_by_member },
    },
  })
  return viewOfOffer(ctx, chosen)
}

type Outcome = { grantId: string; notGranted: null } | { grantId: null; notGranted: 'beyond_limits' | 'offerer_left' }

async function grantChosen(ctx: Context, row: OfferRow, option: StoredOption): Promise<Outcome> {
  const granter: Granter | undefined =
    row.offered_by_member === null
      ? { key: row.offered_by, memberId: null, role: 'program' }
      : await granterOfMember(ctx, row.offered_by_member)
  if (!granter) return { grantId: null, notGranted: 'offerer_left' }
  // What was offered is honoured, although the library offers it no longer.
  const remedy = (await remediesOf(ctx, [option.remedyId])).get(option.remedyId)
  if (!remedy) throw optionNotFound()
  const given = await giveRemedy(
    ctx,
    remedy,
    {
      about: row.about,
      customerId: row.customer_id,
      contactId: row.contact_id ?? undefined,
      situation: row.situation as Situation,
      amount: option.amount,
      forPromiseId: row.promise_id,
      dueAt: option.dueAt === null ? undefined : Temporal.Instant.from(option.dueAt),
      reason: row.reason,
    },
    granter,
    null,
  )
  return 'left' in given
    ? { grantId: null, notGranted: 'beyond_limits' }
    : { grantId: given.grant.id, notGranted: null }
}

export const chooseOffer = operation({
  name: 'offers.choose',
  effect: 'writes',
  permission: 'remedies.grant',
  summary: "Record what a customer chose, on the customer's behalf",
  input: z.strictObject({
    id: z.uuid().meta({ description: 'The choice that was offered.' }),
    optionId: z.uuid(),
    saidBy: words(200, 'Ana Ruiz').meta({ description: 'Who said it.' }),
    channel: z.enum(['phone', 'in_person', 'email', 'letter', 'other']),
  }),
  output: offerView,
  run: (ctx, { id, ...given }) =>
    chooseOption(ctx, id, { ...given, by: 'member', seen: { optionId: given.optionId }, origin: {} }),
})
