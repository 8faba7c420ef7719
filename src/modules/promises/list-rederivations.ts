import { z } from 'zod'
import { calendarNames } from '#modules/calendars'
import { operation } from '#platform/operation'
import { cursorKeys, pageFrom, pageInput, pageOf } from '#platform/pages'
import { listRederivationRows } from './rederivation-queries.ts'
import { rederivationView, viewOfRederivation } from './rederivation-view.ts'

export const listRederivations = operation({
  name: 'promises.listRederivations',
  effect: 'reads',
  permission: 'calendars.read',
  summary: 'What a changed calendar or other time-zone data does to the dates of running promises, newest first',
  input: z.strictObject(pageInput),
  output: pageOf(rederivationView),
  async run(ctx, { limit, cursor }) {
    const rows = await listRederivationRows(ctx.db, ctx.orgId, cursorKeys(cursor, 2), limit + 1)
    const names = await calendarNames(
      ctx,
      rows.flatMap((row) => row.calendar_id ?? []),
    )
    return pageFrom(
      rows,
      limit,
      (row) => [row.created_at.toString(), row.id],
      (row) => viewOfRederivation(row, names),
    )
  },
})
