import { z } from 'zod'
import { chooseOption } from '#modules/authority'
import { noticesOf, recordTold } from '#modules/promises'
import { operation } from '#platform/operation'
import { answerSeen } from './answer-by-link.ts'
import { openLink } from './open-link.ts'

/**
 * A choice is spent by itself: it is made once, until its time. So it needs no right of its own beside the page's link, and
 * the same choice pressed twice is one.
 */
export const chooseByLink = operation({
  name: 'conversations.chooseByLink',
  effect: 'writes',
  permission: 'conversations.track',
  summary: 'What a customer chooses on the page of their link, stored with what they saw',
  input: z.strictObject({
    viewId: z.uuid().meta({ description: 'The link to the page.' }),
    offerId: z.uuid(),
    optionId: z.uuid(),
    ...answerSeen,
  }),
  output: z.object({ granted: z.boolean() }),
  async run(ctx, { viewId, offerId, optionId, seen, origin }) {
    const { view, isTheirs } = await openLink(ctx, { viewId, actionId: null })
    const chosen = await chooseOption(
      ctx,
      offerId,
      { optionId, by: 'customer', channel: 'link', seen, origin: { ...origin, linkId: viewId } },
      (offer) => offer.about === view.about && isTheirs(offer.customer_id),
    )
    // Who chooses has been told, whatever became of the mail.
    for (const notice of await noticesOf(ctx.db, ctx.orgId, [chosen.promiseId]))
      if (notice.kind === 'offer' && notice.state !== 'told')
        await recordTold(ctx, notice.id, { at: ctx.now, channel: 'link', by: viewId })
    return { granted: chosen.grantId !== null }
  },
})
