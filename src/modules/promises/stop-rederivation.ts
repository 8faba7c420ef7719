import { z } from 'zod'
import { calendarNames } from '#modules/calendars'
import { operation } from '#platform/operation'
import { rederivationNotFound, rederivationOver } from './errors.ts'
import { endRederivation, lockRederivation } from './rederivation-queries.ts'
import { rederivationId, rederivationView, viewOfRederivation } from './rederivation-view.ts'

/** Stops a rederivation after the batch that is under way. What has moved stays moved. */
export const stopRederivation = operation({
  name: 'promises.stopRederivation',
  effect: 'writes',
  permission: 'calendars.update',
  summary: 'Stop deriving dates anew; what has moved stays moved, the others keep their dates',
  input: z.strictObject({ id: rederivationId }),
  output: rederivationView,
  async run(ctx, { id }) {
    const row = await lockRederivation(ctx.db, ctx.orgId, id)
    if (!row) throw rederivationNotFound()
    if (row.state !== 'running') throw rederivationOver(row.state)
    const end = { state: 'stopped' as const, finished_at: ctx.now }
    await endRederivation(ctx.db, ctx.orgId, id, end)
    const { total, examined, moved, in_danger: inDanger } = row
    ctx.record({
      type: 'rederivation.stopped',
      subject: `rederivation:${id}`,
      data: { total, examined, moved, inDanger },
    })
    return viewOfRederivation({ ...row, ...end }, await calendarNames(ctx, row.calendar_id ? [row.calendar_id] : []))
  },
})
