import { z } from 'zod'
import { operation } from '#platform/operation'
import { cursorKeys, pageFrom, pageInput, pageOf } from '#platform/pages'
import { summaryOf } from './calendar.ts'
import { listCalendarRows } from './queries.ts'
import { calendarSummary } from './schemas.ts'

export const listCalendars = operation({
  name: 'calendars.list',
  effect: 'reads',
  permission: 'calendars.read',
  summary: 'Business calendars, the oldest first',
  input: z.strictObject(pageInput),
  output: pageOf(calendarSummary),
  async run(ctx, { limit, cursor }) {
    const rows = await listCalendarRows(ctx.db, ctx.orgId, cursorKeys(cursor, 1), limit + 1)
    return pageFrom(rows, limit, (row) => [row.id], summaryOf)
  },
})
