import { z } from 'zod'
import { activeMember } from '#modules/accounts'
import { flag, instant, textOf } from '#platform/fields'
import { memberOperation } from '#platform/operation'
import { cursorKeys, pageFrom, pageInput, pageOf } from '#platform/pages'
import { countUnread, markRead, newestNotifications } from './queries.ts'
import { notificationView, viewsOf } from './view.ts'

const MOST_COUNTED = 100

export const listNotifications = memberOperation({
  name: 'notifications.list',
  effect: 'reads',
  permission: 'notifications.read',
  summary: 'What concerns you, newest first',
  input: z.strictObject({
    ...pageInput,
    unread: flag.optional().meta({ description: 'Only what you have not read.' }),
  }),
  output: pageOf(notificationView),
  async run(ctx, { limit, cursor, unread = false }) {
    const after = cursorKeys(cursor, 2)
    const { id, language } = await activeMember(ctx, ctx.actor.memberId)
    const rows = await newestNotifications(ctx.db, ctx.orgId, id, { unread, after, limit: limit + 1 })
    const views = new Map((await viewsOf(ctx, language, rows.slice(0, limit))).map((view) => [view.id, view]))
    return pageFrom(
      rows,
      limit,
      (row) => [textOf(row.at), row.id],
      (row) => views.get(row.id) as NonNullable<ReturnType<typeof views.get>>,
    )
  },
})

const unread = z.object({
  unread: z
    .number()
    .int()
    .meta({ description: `Counted up to ${MOST_COUNTED}.`, examples: [3] }),
})

export const countNotifications = memberOperation({
  name: 'notifications.count',
  effect: 'reads',
  permission: 'notifications.read',
  summary: 'How much of what concerns you is unread',
  input: z.strictObject({}),
  output: unread,
  run: async (ctx) => ({ unread: await countUnread(ctx.db, ctx.orgId, ctx.actor.memberId, MOST_COUNTED) }),
})

/** What came while the list was on screen stays unread: `until` is the newest that was seen. */
export const markNotificationsRead = memberOperation({
  name: 'notifications.markRead',
  effect: 'writes',
  permission: 'notifications.update',
  summary: 'Mark what concerns you as read: some of it, or all up to an instant',
  input: z.strictObject({
    ids: z.array(z.uuid()).min(1).max(200).optional().meta({ description: 'Only these.' }),
    until: instant
      .optional()
      .meta({ description: 'Only up to then. Default: now.', examples: ['2026-11-26T15:00:00Z'] }),
  }),
  output: unread,
  async run(ctx, { ids, until }) {
    const { memberId } = ctx.actor
    await markRead(ctx.db, ctx.orgId, memberId, { ids, until: until ?? ctx.now }, ctx.now)
    return { unread: await countUnread(ctx.db, ctx.orgId, memberId, MOST_COUNTED) }
  },
})
