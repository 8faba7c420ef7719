import { z } from 'zod'
import { wordingIfGranted } from '#modules/authority'
import { previewMove } from '#modules/conversations'
import { offeredRemedy, reasonId } from '#modules/playbooks'
import { getPromise, giveReason } from '#modules/promises'
import { flag, instant } from '#platform/fields'
import { operation } from '#platform/operation'
import { remedyInput } from './make-good.ts'
import { movedMessage } from './schemas.ts'

export const previewGood = operation({
  name: 'recoveries.previewGood',
  effect: 'reads',
  permission: 'promises.renegotiate',
  summary: 'What the customer would be told of another date, with what is offered for it, in their language',
  input: z.strictObject({
    id: z.uuid(),
    dueAt: instant.meta({ examples: ['2026-12-04T16:00:00Z'] }),
    reasonId: reasonId.optional(),
    reason: z
      .string()
      .trim()
      .max(1000)
      .optional()
      .meta({ examples: ['The part arrives on Thursday.'] }),
    caveats: z
      .string()
      .max(5000)
      .optional()
      .meta({ description: 'One a line. Default: as they were.', examples: ['If the part arrives.'] }),
    countsFromAnswer: flag.optional().meta({ description: 'Default: as it was.', examples: ['false'] }),
    remedyId: remedyInput.remedyId,
    remedyAmount: z.coerce
      .number()
      .int()
      .min(0)
      .optional()
      .meta({ description: remedyInput.remedyAmount.description, examples: [2000] }),
  }),
  output: z.object({ message: movedMessage }),
  async run(ctx, { id, dueAt, reasonId: chosen, reason, caveats, countsFromAnswer, remedyId, remedyAmount }) {
    const promise = await getPromise.run(ctx, { id })
    const remedy = remedyId === undefined ? null : await offeredRemedy(ctx, remedyId)
    const given =
      chosen === undefined && !reason ? null : await giveReason(ctx, { reason: reason || undefined, reasonId: chosen })
    const amount = remedy?.cost ?? remedyAmount ?? 0
    const message = await previewMove(ctx, id, {
      dueAt,
      reason: given,
      caveats: caveats?.split('\n').flatMap((line) => line.trim() || []),
      countsFromAnswer,
      besides: remedy ? await wordingIfGranted(ctx, remedy, { contactId: promise.contactId, amount }) : undefined,
    })
    return { message }
  },
})
