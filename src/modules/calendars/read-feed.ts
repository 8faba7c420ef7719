import { z } from 'zod'
import { instantText, textOrNull } from '#platform/fields'
import { operation } from '#platform/operation'
import { feedWindow, isFile } from './feed.ts'
import { findFeed } from './feed-queries.ts'
import { findCalendar } from './queries.ts'

/** For the task that looks at a feed. null: it is gone, or somebody has looked since. */
export const readFeed = operation({
  name: 'calendars.readFeed',
  effect: 'reads',
  permission: 'calendars.fetchFeeds',
  summary: 'Where a feed lies and the dates that it is read for',
  input: z.strictObject({ feedId: z.uuid(), seen: instantText.nullable() }),
  output: z
    .object({
      url: z.string().meta({ examples: ['https://calendar.example/closed-days.ics'] }),
      from: z.iso.date(),
      until: z.iso.date(),
      digest: z.string().nullable(),
    })
    .nullable(),
  async run(ctx, { feedId, seen }) {
    const row = await findFeed(ctx.db, ctx.orgId, feedId)
    if (!row || isFile(row.url) || textOrNull(row.fetched_at) !== seen) return null
    const calendar = await findCalendar(ctx.db, ctx.orgId, row.calendar_id)
    if (!calendar) return null
    return { url: row.url, ...feedWindow(ctx.now, calendar.time_zone), digest: row.digest }
  },
})
