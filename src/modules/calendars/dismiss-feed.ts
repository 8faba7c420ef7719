import { z } from 'zod'
import { operation } from '#platform/operation'
import { calendarNotFound } from './errors.ts'
import { decide, decidedOf, feedViewOf, feedWindow, proposalOf } from './feed.ts'
import { feedNotFound, nothingProposed, staleFeed } from './feed-errors.ts'
import { lockFeed, updateFeed } from './feed-queries.ts'
import { feedView, proposalVersion } from './feed-schemas.ts'
import { findCalendar } from './queries.ts'

/** The calendar stays as it is, and none of these days is proposed again. */
export const dismissFeed = operation({
  name: 'calendars.dismissFeed',
  effect: 'writes',
  permission: 'calendars.update',
  summary: 'Leave the calendar as it is, whatever an iCalendar feed proposes',
  input: z.strictObject({ id: z.uuid(), proposalVersion }),
  output: feedView,
  async run(ctx, { id, proposalVersion: read }) {
    const row = await lockFeed(ctx.db, ctx.orgId, id)
    if (!row) throw feedNotFound()
    if (read !== undefined && read !== row.version) throw staleFeed(row.version)
    const proposed = proposalOf(row)
    if (row.state !== 'proposed' || proposed === null) throw nothingProposed()
    const calendar = await findCalendar(ctx.db, ctx.orgId, row.calendar_id)
    if (!calendar) throw calendarNotFound()
    const today = feedWindow(ctx.now, calendar.time_zone).from
    const { decided } = decide(proposed, new Set(), [], decidedOf(row), today)
    const updated = await updateFeed(ctx.db, ctx.orgId, id, {
      state: 'current',
      proposal: null,
      decided: JSON.stringify(decided),
    })
    ctx.record({ type: 'calendar.feed_dismissed', subject: `calendar:${row.calendar_id}`, data: { feedId: id } })
    return feedViewOf(updated)
  },
})
