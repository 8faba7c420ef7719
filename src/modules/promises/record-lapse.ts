import type { Context } from '#platform/operation'
import { growLapse, holdLapses, insertLapse, type LapsePart } from './lapse-queries.ts'

/**
 * Writes down that the clock stood still from `from` (the oldest instant that it missed) to `to`, and what was late:
 * promises broken, warnings that still helped, warnings that no longer did. What belongs to a lapse that is written down
 * already, of this pass or another, of this worker or another, is added to it. Announces a lapse once.
 */
export async function recordLapse(ctx: Context, part: LapsePart): Promise<void> {
  if (await growLapse(ctx.db, ctx.orgId, part)) return
  await holdLapses(ctx.db, ctx.orgId)
  if (await growLapse(ctx.db, ctx.orgId, part)) return
  const id = ctx.newId()
  await insertLapse(ctx.db, ctx.orgId, id, part)
  ctx.record({
    type: 'clock.was_late',
    subject: `lapse:${id}`,
    data: { from: part.from.toString(), to: part.to.toString() },
  })
}
