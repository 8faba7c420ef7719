import { z } from 'zod'
import { operation } from '#platform/operation'
import { cursorKeys, pageFrom, pageInput, pageOf } from '#platform/pages'
import { calendarNotFound } from './errors.ts'
import { feedViewOf } from './feed.ts'
import { listFeedRows } from './feed-queries.ts'
import { feedView } from './feed-schemas.ts'
import { findCalendar } from './queries.ts'

/** Addresses may be secret: only those see them who may change the calendar. */
export const listFeeds = operation({
  name: 'calendars.listFeeds',
  effect: 'reads',
  permission: 'calendars.update',
  summary: 'The iCalendar feeds of a calendar, the oldest first, with what they propose',
  input: z.strictObject({ id: z.uuid(), ...pageInput }),
  output: pageOf(feedView),
  async run(ctx, { id, limit, cursor }) {
    if (!(await findCalendar(ctx.db, ctx.orgId, id))) throw calendarNotFound()
    const rows = await listFeedRows(ctx.db, ctx.orgId, id, cursorKeys(cursor, 1), limit + 1)
    return pageFrom(rows, limit, (row) => [row.id], feedViewOf)
  },
})
