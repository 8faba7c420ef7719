import { z } from 'zod'
import { choice, type OptionInput, offerIfMade, wordingIfGranted } from '#modules/authority'
import { previewMove } from '#modules/conversations'
import { offeredRemedy, reasonId } from '#modules/playbooks'
import { getPromise, giveReason, type PromiseView } from '#modules/promises'
import { instant } from '#platform/fields'
import { type Context, operation } from '#platform/operation'
import { nobodyToChoose } from './errors.ts'
import { remedyInput, situationOf } from './make-good.ts'
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
      .array(z.string().trim().max(500))
      .max(20)
      .optional()
      .meta({ description: 'Default: as they were.', examples: [['If the part arrives.']] }),
    countsFromAnswer: z
      .boolean()
      .optional()
      .meta({ description: 'Default: as it was.', examples: [false] }),
    ...remedyInput,
    ...choice,
  }),
  output: z.object({ message: movedMessage }),
  async run(
    ctx,
    { id, dueAt, reasonId: chosen, reason, caveats, countsFromAnswer, remedyId, remedyAmount, options, chooseBy },
  ) {
    const promise = await getPromise.run(ctx, { id })
    const remedy = remedyId === undefined ? null : await offeredRemedy(ctx, remedyId)
    const given =
      chosen === undefined && !reason ? null : await giveReason(ctx, { reason: reason || undefined, reasonId: chosen })
    const amount = remedy?.cost ?? remedyAmount ?? 0
    const message = await previewMove(ctx, id, {
      dueAt,
      reason: given,
      caveats: caveats?.filter((line) => line !== ''),
      countsFromAnswer,
      offer: options && (await offerBeside(ctx, promise, { options, chooseBy })),
      besides: remedy ? await wordingIfGranted(ctx, remedy, { contactId: promise.contactId, amount }) : undefined,
    })
    return { message }
  },
})

type Choice = { options: readonly OptionInput[]; chooseBy: Temporal.Instant | undefined }

async function offerBeside(ctx: Context, promise: PromiseView, { options, chooseBy }: Choice) {
  const { about, customerId, contactId } = promise
  if (customerId === null) throw nobodyToChoose()
  return offerIfMade(ctx, { about, customerId, contactId, options, chooseBy, situation: situationOf(promise) })
}
