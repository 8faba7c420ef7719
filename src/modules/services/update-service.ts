import { z } from 'zod'
import { calendarClock } from '#modules/calendars'
import { ifVersion } from '#platform/fields'
import { operation } from '#platform/operation'
import { serviceArchived, serviceNotFound, staleService } from './errors.ts'
import { lockService, updateServiceRow } from './queries.ts'
import { calendarId, defaultSeconds, description, serviceName, serviceView } from './schemas.ts'
import { viewOf } from './view.ts'

export const updateService = operation({
  name: 'services.update',
  effect: 'writes',
  permission: 'services.update',
  summary: 'Change a service',
  input: z.strictObject({
    id: z.uuid(),
    ifVersion,
    name: serviceName.optional(),
    description: description.optional(),
    defaultSeconds: defaultSeconds.nullable().optional(),
    calendarId: calendarId.optional(),
  }),
  output: serviceView,
  async run(ctx, { id, ifVersion: read, ...change }) {
    const row = await lockService(ctx.db, ctx.orgId, id)
    if (!row) throw serviceNotFound()
    if (read !== undefined && read !== row.version) throw staleService(row.version)
    if (row.archived_at !== null) throw serviceArchived()
    if (change.calendarId) await calendarClock(ctx, change.calendarId)
    const updated = await updateServiceRow(ctx.db, ctx.orgId, id, {
      name: change.name ?? row.name,
      description: change.description ?? row.description,
      default_seconds: change.defaultSeconds === undefined ? row.default_seconds : change.defaultSeconds,
      calendar_id: change.calendarId === undefined ? row.calendar_id : change.calendarId,
    })
    ctx.record({
      type: 'service.changed',
      subject: `service:${id}`,
      data: { version: updated.version, changed: Object.keys(change), defaultSeconds: updated.default_seconds },
    })
    return viewOf(updated)
  },
})
