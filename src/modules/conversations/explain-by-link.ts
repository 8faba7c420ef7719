import { z } from 'zod'
import { derivation, explanationOf, promisesAbout } from '#modules/promises'
import { operation } from '#platform/operation'
import { linkNotFound } from './errors.ts'
import { openLink } from './open-link.ts'
import { trackingInput } from './open-tracking.ts'

/** How a date that a customer's link shows comes about, without what is the firm's own business. */
export const explainByLink = operation({
  name: 'conversations.explainByLink',
  effect: 'reads',
  permission: 'conversations.track',
  summary: 'How a date that a customer’s link shows comes about',
  input: z.strictObject({ ...trackingInput, promiseId: z.uuid() }),
  output: z.object({
    ...derivation,
    timeZone: z
      .string()
      .nullable()
      .meta({ description: 'The zone of the hours that were counted.', examples: ['Europe/London'] }),
  }),
  async run(ctx, { promiseId, ...ids }) {
    const { view, isTheirs } = await openLink(ctx, ids)
    const shown = (await promisesAbout(ctx, view.about)).find(({ id }) => id === promiseId)
    if (!shown?.followed || shown.beneficiary !== 'customer' || !isTheirs(shown.customerId)) throw linkNotFound()
    const { calendar, ...explained } = await explanationOf(ctx, promiseId)
    return { ...explained, timeZone: calendar?.timeZone ?? null }
  },
})
