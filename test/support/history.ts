import { z } from 'zod'
import { historyBroughtIn, observeMany } from '#modules/forecast'
import { newId } from '#platform/ids'
import { operation, systemActor } from '#platform/operation'
import type { TestWorld } from './world.ts'

const tellHistory = operation({
  name: 'test.tellHistory',
  effect: 'writes',
  permission: 'test.tellHistory',
  summary: 'A history of plumbing',
  input: z.strictObject({ count: z.number(), category: z.string() }),
  output: z.object({}),
  async run(ctx, { count, category }) {
    const rows = Array.from({ length: count }, (_, i) => {
      const startedAt = ctx.now.subtract({ hours: 6 * (i + 5) })
      const minutes = 60 * (2 + (((i + 1) * 37) % 100) * 0.24)
      return {
        id: newId(ctx.now),
        features: { category },
        startedAt,
        endedAt: startedAt.add({ minutes: Math.round(minutes) }),
      }
    })
    await observeMany(ctx, rows)
    await historyBroughtIn(ctx)
    return {}
  },
})

/** Requests of a category, one every six hours back from now, which took between 2 and 26 hours, evenly and in no order. */
export const tellDayLongHistory = (w: TestWorld, category: string, count = 400): Promise<unknown> =>
  w.gate.run(tellHistory, systemActor(w.orgs[0].id, 'test'), { category, count })
