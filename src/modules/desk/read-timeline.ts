import { z } from 'zod'
import { checkRequest, requestId } from '#modules/requests'
import { newestAbout } from '#platform/event-queries'
import { operation } from '#platform/operation'
import { cursorKeys, pageInput, pageOf } from '#platform/pages'
import { show, timelinePage } from './timeline-page.ts'
import { timelineEntry } from './timeline-schemas.ts'

/**
 * The events about a request are its timeline; what they only point at is read beside them, a statement for each kind
 * of it. A page looks at `limit` events, so that a page of a kind that is rare costs no more than another.
 */
export const readTimeline = operation({
  name: 'desk.readTimeline',
  effect: 'reads',
  permission: 'requests.read',
  summary: 'Everything that happened in a request, newest first: messages, changes, promises, notices, replies, notes',
  input: z.strictObject({
    id: requestId,
    ...pageInput,
    show,
  }),
  output: pageOf(timelineEntry),
  async run(ctx, { id, limit, cursor, show }) {
    await checkRequest(ctx, id)
    const before = cursorKeys(cursor, 1)?.[0] ?? null
    const rows = await newestAbout(ctx.db, ctx.orgId, `request:${id}`, before, limit + 1)
    return timelinePage(ctx, rows, limit, { show })
  },
})
