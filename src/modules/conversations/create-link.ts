import { z } from 'zod'
import { instantText } from '#platform/fields'
import { operation } from '#platform/operation'
import { notForCustomer } from './errors.ts'
import { trackingUrl } from './link.ts'
import { makeLinks } from './make-links.ts'
import { promiseOf } from './promise-of.ts'

export const createLink = operation({
  name: 'conversations.createLink',
  effect: 'writes',
  permission: 'conversations.createLink',
  summary: 'A link to the tracking page for passing on by hand; while an answer is asked it can answer once',
  input: z.strictObject({ id: z.uuid().meta({ description: 'The promise.' }) }),
  output: z.object({
    id: z.uuid().meta({ description: 'The link, for switching it off.' }),
    url: z
      .string()
      .nullable()
      .meta({ description: 'Shown once.', examples: ['https://kept.example/t/AZOMHnoAcAC'] }),
    answersUntil: instantText.nullable().meta({ description: 'null: it only shows the page.' }),
  }),
  shownOnce: ['url'],
  async run(ctx, { id }) {
    const promise = await promiseOf(ctx, id)
    if (promise.beneficiary !== 'customer') throw notForCustomer()
    const ids = await makeLinks(ctx, promise, true)
    ctx.record({ type: 'link.created', subject: `link:${ids.viewId}`, about: promise.about, data: { promiseId: id } })
    return {
      id: ids.viewId,
      url: trackingUrl(ctx.instance, ids),
      answersUntil: ids.actionId === null ? null : promise.answerBy,
    }
  },
})
