import { z } from 'zod'
import { about } from '#modules/promises'
import { type Context, operation } from '#platform/operation'
import { offerOfNotice, offerRowsAbout } from './offer-queries.ts'
import { type OfferView, offerView } from './offer-schemas.ts'
import { viewOfOffer, viewsOfOffers } from './offer-view.ts'

/** What was offered and decided about a matter, oldest first. */
export const offersAbout = async (ctx: Context, matter: string): Promise<OfferView[]> =>
  viewsOfOffers(ctx, await offerRowsAbout(ctx.db, ctx.orgId, matter))

/** What a notice tells of; null: nothing is offered with it. */
export async function offerTold(ctx: Context, noticeId: string): Promise<OfferView | null> {
  const row = await offerOfNotice(ctx.db, ctx.orgId, noticeId)
  return row ? viewOfOffer(ctx, row) : null
}

export const listOffers = operation({
  name: 'offers.list',
  effect: 'reads',
  permission: 'remedies.read',
  summary: 'What customers may choose from about a matter, what they chose, and what was decided; the oldest first',
  input: z.strictObject({ about }),
  output: z.object({ items: z.array(offerView) }),
  run: async (ctx, { about: matter }) => ({ items: await offersAbout(ctx, matter) }),
})
