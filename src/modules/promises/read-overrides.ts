import { z } from 'zod'
import { instantText, textOf } from '#platform/fields'
import { operation } from '#platform/operation'
import { outcomesFrom, period, periodOf } from './overridden.ts'
import { countMeasured, movedMeasured } from './override-queries.ts'
import { byMember, type Tally, wentOf } from './overrides.ts'
import { outcomeOfLone } from './promise.ts'

const count = z.number().int().min(0)
const went = z.object({
  made: count.meta({ examples: [12] }),
  kept: count.meta({ examples: [4] }),
  keptAsMoved: count.meta({ examples: [1] }),
  keptAsTold: count.meta({ examples: [0] }),
  broken: count.meta({ examples: [5] }),
  ended: count.meta({ description: 'Withdrawn, or declined by the customer.', examples: [0] }),
  pending: count.meta({ examples: [2] }),
  keptShare: z
    .number()
    .nullable()
    .meta({ description: 'Kept, or kept as moved, of those that have come out.', examples: [0.5] }),
})

export const readOverrides = operation({
  name: 'promises.readOverrides',
  effect: 'reads',
  permission: 'promises.readOverrides',
  summary: 'How promises made below the floor went, beside those made at the floor or above, and by member',
  input: z.strictObject(period),
  output: z.object({
    from: instantText,
    to: instantText,
    below: went.meta({ description: 'Made below the floor.' }),
    atOrAbove: went.meta({ description: 'Held to the floor as well, and not below it.' }),
    members: z
      .array(
        z.object({
          memberId: z.uuid().nullable().meta({ description: 'null: programs.' }),
          made: count.meta({ description: 'Promises held to the floor.', examples: [40] }),
          below: count.meta({ examples: [6] }),
          belowBroken: count.meta({ description: 'Broken, or kept as told only.', examples: [3] }),
        }),
      )
      .meta({ description: 'Who went below most often first.' }),
  }),
  async run(ctx, given) {
    const asked = periodOf(ctx, given)
    const [lone, moved] = await Promise.all([
      countMeasured(ctx.db, ctx.orgId, asked),
      movedMeasured(ctx.db, ctx.orgId, asked),
    ])
    const outcomes = await outcomesFrom(ctx, moved)
    const tallies: Tally[] = [
      ...lone.map(({ below, promised_by, state, n }) => ({
        ...{ below, memberId: promised_by, outcome: outcomeOfLone(state), n },
      })),
      ...moved.map(({ id, below, promised_by }) => ({
        ...{ below, memberId: promised_by, outcome: outcomes.get(id) ?? ('pending' as const), n: 1 },
      })),
    ]
    return {
      from: textOf(asked.from),
      to: textOf(asked.before),
      below: wentOf(tallies.filter(({ below }) => below)),
      atOrAbove: wentOf(tallies.filter(({ below }) => !below)),
      members: byMember(tallies),
    }
  },
})
