import { z } from 'zod'
import { operation } from '#platform/operation'
import { viewOf } from './calendar.ts'
import { calendarNotFound } from './errors.ts'
import { findCalendar } from './queries.ts'
import { calendarView } from './schemas.ts'

export const getCalendar = operation({
  name: 'calendars.get',
  effect: 'reads',
  permission: 'calendars.read',
  summary: 'One business calendar with its hours, holidays and exceptions',
  input: z.strictObject({ id: z.uuid() }),
  output: calendarView,
  async run(ctx, { id }) {
    const row = await findCalendar(ctx.db, ctx.orgId, id)
    if (!row) throw calendarNotFound()
    return viewOf(row)
  },
})
