import { z } from 'zod'
import { askingOf } from '#modules/promises'
import { operation } from '#platform/operation'
import { withdrawAsking } from './ask-follow-up.ts'
import { insertFollowUp, lockFollowUpsAbout } from './queries.ts'

export const planFollowUp = operation({
  name: 'followUps.plan',
  effect: 'writes',
  permission: 'followUps.ask',
  summary: 'A policy promised to ask a customer how it went: plan when',
  input: z.strictObject({ promiseId: z.uuid() }),
  output: z.object({ planned: z.boolean() }),
  async run(ctx, { promiseId }) {
    const asking = await askingOf(ctx, promiseId)
    if (!asking) return { planned: false }
    const { about, customerId, contactId, policyId, askAt } = asking
    // One at a time: of two policies that ask about the same, the first one does.
    const others = await lockFollowUpsAbout(ctx.db, ctx.orgId, about, ['planned', 'asking', 'asked'])
    const already = others.some((other) => other.promise_id !== promiseId)
    const id = ctx.newId()
    await insertFollowUp(ctx.db, {
      org_id: ctx.orgId,
      id,
      about,
      promise_id: promiseId,
      policy_id: policyId,
      customer_id: customerId,
      contact_id: contactId,
      state: already ? 'not_asked' : 'planned',
      not_asked_because: already ? 'asked_already' : null,
      ask_at: askAt,
      created_at: ctx.now,
    })
    if (already) {
      await withdrawAsking(ctx, promiseId, 'asked_already')
      return { planned: false }
    }
    ctx.later({ name: 'followups.ask', data: { promiseId }, runAt: askAt })
    return { planned: true }
  },
})
