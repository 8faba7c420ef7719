import { z } from 'zod'
import { operation } from '#platform/operation'
import { jsonOf } from './add-calendar.ts'
import { partsOf } from './calendar.ts'
import { calendarNotFound } from './errors.ts'
import { decide, decidedOf, feedViewOf, feedWindow, MOST_HOLIDAYS, proposalOf } from './feed.ts'
import { feedNotFound, nothingProposed, staleFeed, tooManyHolidays } from './feed-errors.ts'
import { findFeed, lockFeed, updateFeed } from './feed-queries.ts'
import { feedView, proposalVersion } from './feed-schemas.ts'
import { lockCalendar } from './queries.ts'
import { updateCalendar } from './update-calendar.ts'

/** The calendar changes as by a person's own edit, so that clocks follow; what is left out is not proposed again. */
export const approveFeed = operation({
  name: 'calendars.approveFeed',
  effect: 'writes',
  permission: 'calendars.update',
  summary: 'Take the days that an iCalendar feed proposes into its calendar',
  input: z.strictObject({
    id: z.uuid(),
    proposalVersion,
    dates: z
      .array(z.iso.date())
      .max(MOST_HOLIDAYS)
      .optional()
      .meta({ description: 'Those of the proposed dates to follow. Default: all.', examples: [['2026-12-24']] }),
  }),
  output: feedView,
  async run(ctx, { id, proposalVersion: read, dates }) {
    const found = await findFeed(ctx.db, ctx.orgId, id)
    if (!found) throw feedNotFound()
    // Whoever changes both takes the calendar first.
    const calendar = await lockCalendar(ctx.db, ctx.orgId, found.calendar_id)
    if (!calendar) throw calendarNotFound()
    const row = await lockFeed(ctx.db, ctx.orgId, id)
    if (!row) throw feedNotFound()
    if (read !== undefined && read !== row.version) throw staleFeed(row.version)
    const proposed = proposalOf(row)
    if (row.state !== 'proposed' || proposed === null) throw nothingProposed()

    const all = [...proposed.add, ...proposed.remove].map(({ date }) => date)
    const taken = new Set(dates ?? all)
    const parts = partsOf(calendar)
    const today = feedWindow(ctx.now, calendar.time_zone).from
    const after = decide(proposed, taken, parts.holidays, decidedOf(row), today)
    if (after.holidays.length > MOST_HOLIDAYS) throw tooManyHolidays()
    if (jsonOf({ ...parts, holidays: after.holidays }).holidays !== jsonOf(parts).holidays)
      await updateCalendar.run(ctx, { id: calendar.id, holidays: after.holidays })
    const updated = await updateFeed(ctx.db, ctx.orgId, id, {
      state: 'current',
      proposal: null,
      decided: JSON.stringify(after.decided),
    })
    ctx.record({
      type: 'calendar.feed_approved',
      subject: `calendar:${calendar.id}`,
      data: { feedId: id, taken: all.filter((date) => taken.has(date)).length, proposed: all.length },
    })
    return feedViewOf(updated)
  },
})
