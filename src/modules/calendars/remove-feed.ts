import { z } from 'zod'
import { operation } from '#platform/operation'
import { feedNotFound } from './feed-errors.ts'
import { deleteFeed, lockFeed } from './feed-queries.ts'

/** Days that were taken from it stay in the calendar. */
export const removeFeed = operation({
  name: 'calendars.removeFeed',
  effect: 'writes',
  permission: 'calendars.update',
  summary: 'Remove an iCalendar feed; days taken from it stay',
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({}),
  async run(ctx, { id }) {
    const row = await lockFeed(ctx.db, ctx.orgId, id)
    if (!row) throw feedNotFound()
    await deleteFeed(ctx.db, ctx.orgId, id)
    ctx.record({ type: 'calendar.feed_removed', subject: `calendar:${row.calendar_id}`, data: { feedId: id } })
    return {}
  },
})
