import { z } from 'zod'
import { quoteView } from '#modules/forecast'
import { instantText, textOf } from '#platform/fields'
import { operation } from '#platform/operation'
import { dueOf } from './add-promise.ts'
import { saidChance } from './floor.ts'
import { oneDue, promiseInput } from './make-promise.ts'
import { weigh } from './measure.ts'
import { about } from './schemas.ts'

const { kind, dueAt, calendarId } = promiseInput
const share = z.number().min(0).max(1)

/** What `promises.make` would say of a date, while somebody is choosing it. */
export const checkPromise = operation({
  name: 'promises.check',
  effect: 'reads',
  permission: 'promises.make',
  summary: 'How likely a date would be kept, whether that is below the floor, and the nearest date that is not',
  input: z.strictObject({
    about,
    kind,
    dueAt,
    businessSeconds: z.coerce
      .number()
      .int()
      .min(1)
      .max(31_536_000)
      .optional()
      .meta({ description: 'Instead of dueAt: due after this much business time of the calendar.' }),
    calendarId,
    beneficiary: z.enum(['customer', 'member', 'organization']).default('customer'),
  }),
  output: z.object({
    dueAt: instantText,
    chance: share.nullable().meta({
      description: 'Share of similar requests done by then, in whole percent, rounded down; null: history is silent.',
      examples: [0.12],
    }),
    floor: share.meta({ description: 'Below it a promise to a customer takes a reason.', examples: [0.8] }),
    below: z.boolean().meta({ description: 'To be made it takes a reason, or is refused.', examples: [true] }),
    hard: z.boolean().meta({ description: 'Below the floor it is refused whatever the reason.', examples: [false] }),
    nearest: z
      .object({ confidence: share.meta({ examples: [0.8] }), dueAt: instantText })
      .nullable()
      .meta({ description: 'The first opening at which the chance reaches the floor; null: history does not.' }),
    basis: quoteView.shape.basis.nullable().meta({ description: 'What that rests on; null: nothing is known of it.' }),
  }),
  async run(ctx, { businessSeconds, beneficiary, ...input }) {
    const given = { dueAt: input.dueAt, businessSeconds }
    oneDue(given)
    const due = await dueOf(ctx, { ...given, calendarId: input.calendarId })
    // As for a person: only they are held to the floor.
    const asked = { dueAt: due.dueAt, by: 'member' as const, reasoned: false }
    const { estimate, rules, verdict, nearest } = await weigh(ctx, { ...input, beneficiary }, asked)
    return {
      dueAt: textOf(due.dueAt),
      chance: estimate && estimate.chance !== null ? saidChance(estimate.chance) : null,
      floor: rules.floor,
      below: verdict === 'needs_reason' || verdict === 'refused',
      hard: rules.hardFloor,
      nearest: nearest && { confidence: rules.floor, dueAt: textOf(nearest) },
      basis: estimate?.basis ?? null,
    }
  },
})
