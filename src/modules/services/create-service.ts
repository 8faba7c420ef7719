import { z } from 'zod'
import { calendarClock } from '#modules/calendars'
import { operation } from '#platform/operation'
import { insertService, type ServiceRow } from './queries.ts'
import { calendarId, defaultSeconds, description, serviceName, serviceView } from './schemas.ts'
import { viewOf } from './view.ts'

export const createService = operation({
  name: 'services.create',
  effect: 'writes',
  permission: 'services.create',
  summary: 'Add a service to the catalogue',
  input: z.strictObject({
    name: serviceName,
    description: description.default(''),
    defaultSeconds: defaultSeconds.optional(),
    calendarId: calendarId.default(null),
  }),
  output: serviceView,
  async run(ctx, input) {
    if (input.calendarId !== null) await calendarClock(ctx, input.calendarId)
    const row: ServiceRow = {
      org_id: ctx.orgId,
      id: ctx.newId(),
      name: input.name,
      description: input.description,
      default_seconds: input.defaultSeconds ?? null,
      calendar_id: input.calendarId,
      archived_at: null,
      version: 1,
      created_at: ctx.now,
    }
    await insertService(ctx.db, row)
    ctx.record({
      type: 'service.created',
      subject: `service:${row.id}`,
      data: { defaultSeconds: row.default_seconds },
    })
    return viewOf(row)
  },
})
