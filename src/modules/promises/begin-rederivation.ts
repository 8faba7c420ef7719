import { z } from 'zod'
import { calendarClock } from '#modules/calendars'
import { type Context, operation } from '#platform/operation'
import { tzRevision } from './clock.ts'
import { countRunning, insertRederivation, stopOlderRederivations } from './rederivation-queries.ts'

type Beginning = { id: string; reason: 'calendar' | 'time_zone_data'; calendarId: string }

/**
 * Begins to derive the dates of a calendar's running promises anew; one that still runs gives way. Under the same id it
 * begins once.
 * @returns whether there is something to do
 */
export async function addRederivation(ctx: Context, { id, reason, calendarId }: Beginning): Promise<boolean> {
  const { version } = await calendarClock(ctx, calendarId)
  const total = await countRunning(ctx.db, ctx.orgId, calendarId, reason === 'time_zone_data' ? tzRevision : null)
  if (total === 0) return false
  const added = await insertRederivation(ctx.db, {
    org_id: ctx.orgId,
    id,
    reason,
    calendar_id: calendarId,
    calendar_version: version,
    tz_revision: tzRevision,
    state: 'running',
    total,
    created_at: ctx.now,
  })
  if (!added) return false
  await stopOlderRederivations(ctx.db, ctx.orgId, { id, calendarId }, ctx.now)
  ctx.record({
    type: 'rederivation.began',
    subject: `rederivation:${id}`,
    data: { reason, calendarId, calendarVersion: version, tzRevision, total },
  })
  return true
}

export const beginRederivation = operation({
  name: 'promises.beginRederivation',
  effect: 'writes',
  permission: 'promises.rederive',
  summary: 'A calendar has changed: begin to derive the dates of its running promises anew',
  input: z.strictObject({
    id: z.uuid().meta({ description: 'Of the event that says so: the same one begins once.' }),
    calendarId: z.uuid(),
  }),
  output: z.object({ begun: z.boolean() }),
  run: async (ctx, { id, calendarId }) => ({
    begun: await addRederivation(ctx, { id, reason: 'calendar', calendarId }),
  }),
})
