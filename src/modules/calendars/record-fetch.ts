import { z } from 'zod'
import { operation } from '#platform/operation'
import { changesOf, decidedOf, failureText, feedWindow, isEmpty } from './feed.ts'
import { findFeed, lockFeed, updateFeed } from './feed-queries.ts'
import { failureCode, feedState, passedOver } from './feed-schemas.ts'
import { lockCalendar } from './queries.ts'
import { type Holiday, holiday } from './schemas.ts'

/** What a look at a feed came to: unchanged, its closed days, or why it failed. */
const outcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('same') }),
  z.object({
    kind: z.literal('read'),
    digest: z.string(),
    days: z.array(holiday),
    passedOver,
    cut: z.boolean(),
  }),
  z.object({ kind: z.literal('failed'), code: failureCode, detail: z.string().max(300) }),
])
export type FetchOutcome = z.input<typeof outcome>

export const recordFetch = operation({
  name: 'calendars.recordFetch',
  effect: 'writes',
  permission: 'calendars.fetchFeeds',
  summary: 'Record what a look at a feed came to: what it proposes, or why it failed',
  input: z.strictObject({ feedId: z.uuid(), outcome }),
  output: z.object({ state: feedState.nullable() }),
  async run(ctx, { feedId, outcome }) {
    const found = await findFeed(ctx.db, ctx.orgId, feedId)
    const calendar = found && (await lockCalendar(ctx.db, ctx.orgId, found.calendar_id))
    const row = calendar && (await lockFeed(ctx.db, ctx.orgId, feedId))
    // Removed meanwhile.
    if (!row) return { state: null }
    const set = (() => {
      if (outcome.kind === 'failed') return { state: 'failed', failure: failureText(outcome.code, outcome.detail) }
      if (outcome.kind === 'same') return { state: row.proposal === null ? 'current' : 'proposed', failure: null }
      const today = feedWindow(ctx.now, calendar.time_zone).from
      const { digest, days, passedOver, cut } = outcome
      const changes = changesOf(days, calendar.holidays as Holiday[], decidedOf(row), today)
      const proposal = isEmpty(changes) ? null : JSON.stringify({ ...changes, passedOver, cut })
      return { state: proposal === null ? 'current' : 'proposed', failure: null, proposal, digest }
    })()
    await updateFeed(ctx.db, ctx.orgId, feedId, { ...set, fetched_at: ctx.now })
    ctx.record({
      type: 'calendar.feed_checked',
      subject: `calendar:${row.calendar_id}`,
      data: { feedId, state: set.state, ...(outcome.kind === 'failed' ? { failure: outcome.code } : {}) },
    })
    return { state: set.state as z.infer<typeof feedState> }
  },
})
