import { z } from 'zod'
import { findNotice } from '#modules/promises'
import { operation } from '#platform/operation'
import { reachContact } from './reach-contact.ts'
import { isToldByAnswer } from './telling-queries.ts'

export const prepareNotice = operation({
  name: 'conversations.prepareNotice',
  effect: 'writes',
  permission: 'conversations.deliver',
  summary: 'Have a customer told of a change: by mail, or by a call that somebody makes',
  input: z.strictObject({
    noticeId: z.uuid(),
    about: z.string().meta({ examples: ['request:01938c1e-7a00-7000-8000-000000000002'] }),
    promiseId: z.uuid(),
  }),
  output: z.object({
    prepared: z
      .boolean()
      .meta({ description: 'false: it was told or written already, or an answer tells it.', examples: [true] }),
  }),
  async run(ctx, { noticeId, about, promiseId }) {
    const notice = await findNotice(ctx.db, ctx.orgId, noticeId)
    if (notice?.state !== 'waiting') return { prepared: false }
    if (await isToldByAnswer(ctx.db, ctx.orgId, noticeId)) return { prepared: false }
    return { prepared: await reachContact(ctx, notice, about, promiseId) }
  },
})
