import { z } from 'zod'
import { operation } from '#platform/operation'
import { askedCallAbout } from './due-call-queries.ts'
import { mootAs } from './moot.ts'
import { matterOf } from './notice-matter.ts'
import { planAnswerCall } from './plan-call.ts'
import { promiseOf } from './promise-of.ts'

export const callUnanswered = operation({
  name: 'calls.planUnanswered',
  effect: 'writes',
  permission: 'conversations.deliver',
  summary: 'Nothing was heard of a new date, and it holds: whoever has the promise calls the customer',
  input: z.strictObject({ promiseId: z.uuid() }),
  output: z.object({
    planned: z.boolean().meta({
      description: 'false: something overtook it, they are called anyway, or no number is known.',
      examples: [true],
    }),
  }),
  async run(ctx, { promiseId }) {
    const promise = await promiseOf(ctx, promiseId)
    const matter = await matterOf(
      ctx,
      { contact_id: promise.contactId, wait_id: null },
      { about: promise.about, promiseId },
    )
    const silent = promise.consent === 'unanswered' && promise.state === 'open' && promise.predecessorId !== null
    if (!silent || !matter?.contact.phone) return { planned: false }
    if (mootAs('moved', promise, { ...matter, waitEnded: false }) !== null) return { planned: false }
    if (await askedCallAbout(ctx.db, ctx.orgId, promise.about, promise.contactId)) return { planned: false }
    return { planned: (await planAnswerCall(ctx, matter, { why: 'unanswered' })) !== null }
  },
})
