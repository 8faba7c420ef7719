import { z } from 'zod'
import { textOrNull } from '#platform/fields'
import { operation } from '#platform/operation'
import { feedViewOf, isFile } from './feed.ts'
import { feedIsFile, feedNotFound } from './feed-errors.ts'
import { findFeed } from './feed-queries.ts'
import { feedView } from './feed-schemas.ts'

/** The look itself is a task: nothing is fetched while a transaction is open. `fetchedAt` moves when it has ended. */
export const checkFeed = operation({
  name: 'calendars.checkFeed',
  effect: 'writes',
  permission: 'calendars.update',
  summary: 'Have an iCalendar feed looked at now',
  input: z.strictObject({ id: z.uuid() }),
  output: feedView,
  async run(ctx, { id }) {
    const row = await findFeed(ctx.db, ctx.orgId, id)
    if (!row) throw feedNotFound()
    if (isFile(row.url)) throw feedIsFile()
    ctx.record({ type: 'calendar.feed_check_asked', subject: `calendar:${row.calendar_id}`, data: { feedId: id } })
    ctx.later({ name: 'calendars.fetch_feed', data: { feedId: id, seen: textOrNull(row.fetched_at) } })
    return feedViewOf(row)
  },
})
