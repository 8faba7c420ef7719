import { z } from 'zod'
import { forgetAnswersBefore } from '#platform/housekeeping-queries'
import { operation } from '#platform/operation'

const KEEP = { hours: 48 }

/** Forgets remembered answers to idempotency keys: a repeated request comes within two days or is a new one. */
export const forgetAnswers = operation({
  name: 'platform.forgetAnswers',
  effect: 'writes',
  permission: 'platform.forgetAnswers',
  summary: 'Forget remembered answers to idempotency keys that are older than 48 hours',
  input: z.strictObject({}),
  output: z.object({}),
  async run(ctx) {
    await forgetAnswersBefore(ctx.db, ctx.orgId, ctx.now.subtract(KEEP))
    return {}
  },
})
