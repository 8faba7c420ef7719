import { z } from 'zod'
import { operation } from '#platform/operation'
import { addRederivation } from './begin-rederivation.ts'
import { tzRevision } from './clock.ts'
import { calendarsPlannedOtherwise, readClockState, storeClockState } from './rederivation-queries.ts'

/**
 * Compares the runtime's time-zone data with what an organization's promises were planned with. Where it is another
 * revision, the dates of the promises that were planned with another one are derived anew. One small look otherwise.
 */
export const checkTimeZoneData = operation({
  name: 'promises.checkTimeZoneData',
  effect: 'writes',
  permission: 'promises.rederive',
  summary: 'Have dates derived anew when the time-zone data has changed',
  input: z.strictObject({}),
  output: z.object({
    begun: z
      .number()
      .int()
      .meta({ description: 'Calendars whose promises are looked at.', examples: [1] }),
  }),
  async run(ctx) {
    const checked = await readClockState(ctx.db, ctx.orgId)
    if (checked?.tz_revision === tzRevision) return { begun: 0 }
    const calendarIds = await calendarsPlannedOtherwise(ctx.db, ctx.orgId, tzRevision)
    let begun = 0
    for (const calendarId of calendarIds) {
      const id = ctx.newId()
      if (!(await addRederivation(ctx, { id, reason: 'time_zone_data', calendarId }))) continue
      ctx.later({ name: 'promises.rederive', data: { rederivationId: id } })
      begun++
    }
    await storeClockState(ctx.db, ctx.orgId, tzRevision, ctx.now)
    return { begun }
  },
})
