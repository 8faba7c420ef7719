import { z } from 'zod'
import { loadMessages } from '#messages/mail'
import { type Language, words } from '#platform/fields'
import { operation } from '#platform/operation'
import { addNextOfCadence } from './cadence.ts'
import { append, closeChain, lockChain } from './chain.ts'
import { contactToTell } from './contact-to-tell.ts'
import { deliver } from './keep-promise.ts'
import { noticeOf } from './notice-of.ts'
import { insertNotice } from './queries.ts'
import { saidReason, sayInNotice } from './said-anyway.ts'
import { promiseId, promiseView, UPDATE_KINDS } from './schemas.ts'
import { viewById } from './view.ts'
import { notAnUpdate } from './wait-errors.ts'

export const sendUpdate = operation({
  name: 'promises.sendUpdate',
  effect: 'writes',
  permission: 'promises.sendUpdate',
  summary:
    'Write to the customer how things stand: keeps the promised update and, where it repeats, makes the next one',
  input: z.strictObject({
    id: promiseId,
    text: words(5000, 'The part is on its way; we expect it on Thursday.')
      .optional()
      .meta({ description: 'What the customer is told. Default: that we are still on it, in their language.' }),
    reason: saidReason,
    last: z.boolean().default(false).meta({ description: 'No next update is promised.' }),
  }),
  output: z.object({
    promise: promiseView.meta({ description: 'The one that this keeps.' }),
    next: promiseView.nullable().meta({ description: 'The next one, told in the same mail.' }),
  }),
  async run(ctx, { id, text, reason, last }) {
    const { chain, row, standing } = await lockChain(ctx, id)
    if (!UPDATE_KINDS.includes(row.kind) || row.beneficiary !== 'customer') throw notAnUpdate()
    const language = (await contactToTell(ctx, row.contact_id))?.language ?? (row.language as Language)
    if (text !== undefined) {
      const said = { about: row.about, customerId: row.customer_id, text, readerLanguage: language, reason }
      await sayInNotice(ctx, said)
    }
    await deliver(ctx, chain, standing, { occurredAt: ctx.now })
    const news = text ?? (await loadMessages(language)).update.holding()
    const next = last ? null : await addNextOfCadence(ctx, chain, row, ctx.now, news)
    if (!next) {
      const noticeId = ctx.newId()
      await insertNotice(ctx.db, noticeOf(ctx, row, { id: noticeId, kind: 'update', text: news }))
      append(ctx, chain, row, { type: 'promise.noticed', data: { noticeId, notice: 'update' }, text: { news } })
    }
    await closeChain(ctx, chain)
    return { promise: await viewById(ctx, id), next: next && (await viewById(ctx, next.row.id)) }
  },
})
