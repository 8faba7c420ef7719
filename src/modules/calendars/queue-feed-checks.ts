import { z } from 'zod'
import { textOrNull } from '#platform/fields'
import { operation } from '#platform/operation'
import { feedsToFetch } from './feed-queries.ts'

const MOST_AT_ONCE = 500

/** Asked often, it has every address looked at once a day. */
export const queueFeedChecks = operation({
  name: 'calendars.queueFeedChecks',
  effect: 'writes',
  permission: 'calendars.fetchFeeds',
  summary: 'Have the iCalendar feeds looked at whose last look is a day ago',
  input: z.strictObject({}),
  output: z.object({ queued: z.number().int() }),
  async run(ctx) {
    const due = await feedsToFetch(ctx.db, ctx.orgId, ctx.now.subtract({ hours: 24 }), MOST_AT_ONCE)
    for (const { id, fetched_at } of due)
      ctx.later({ name: 'calendars.fetch_feed', data: { feedId: id, seen: textOrNull(fetched_at) } })
    return { queued: due.length }
  },
})
