import { z } from 'zod'
import { isTelephone } from '#modules/customers'
import { askForCall } from '#modules/promises'
import { invalidField } from '#platform/errors'
import { instantText, textOf, words } from '#platform/fields'
import { operation } from '#platform/operation'
import { answerSeen } from './answer-by-link.ts'
import { askedCallAbout } from './due-call-queries.ts'
import { nobodyToCall } from './errors.ts'
import { matterOf } from './notice-matter.ts'
import { trackingInput } from './open-tracking.ts'
import { planAnswerCall } from './plan-call.ts'
import { rightToAnswer } from './right-to-answer.ts'

/** Asked again while the call is still to be made, it is asked once. The right to answer is not spent by it. */
export const callMeByLink = operation({
  name: 'conversations.callMeByLink',
  effect: 'writes',
  permission: 'conversations.track',
  summary: 'A customer wants to be called before they answer: a call for whoever has the promise',
  input: z.strictObject({
    ...trackingInput,
    ...answerSeen,
    wished: words(500, 'After five.').optional().meta({ description: 'When it is good to call.' }),
    number: z
      .string()
      .trim()
      .refine(isTelephone, { error: 'Must be a telephone number', params: { code: 'conversations/no_number' } })
      .optional()
      .meta({ description: 'Where none is known. A known one counts.', examples: ['+48 600 100 200'] }),
  }),
  output: z.object({ dueAt: instantText.meta({ description: 'By when they are called.' }) }),
  async run(ctx, { viewId, actionId, wished, number, seen, origin }) {
    const action = await rightToAnswer(ctx, { viewId, actionId })
    const before = await askedCallAbout(ctx.db, ctx.orgId, action.about, action.contactId)
    if (before?.promise_id === action.promiseId) return { dueAt: textOf(before.due_at) }
    const matter = await matterOf(ctx, { contact_id: action.contactId, wait_id: null }, action)
    if (!matter) throw nobodyToCall()
    const given = matter.contact.phone === null ? number : undefined
    if (matter.contact.phone === null && given === undefined)
      throw invalidField('conversations/no_number', 'number', 'Say which number to call: none is known.')
    await askForCall(ctx, action.promiseId, {
      wished,
      channel: 'link',
      seen,
      origin: { ...origin, linkId: action.id, ...(given === undefined ? {} : { number: given }) },
    })
    const times = await planAnswerCall(ctx, matter, { why: 'asked', number: given, wished })
    return { dueAt: textOf(times?.dueAt ?? ctx.now) }
  },
})
