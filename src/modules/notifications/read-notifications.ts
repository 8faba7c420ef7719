import { z } from 'zod'
import { activeMember } from '#modules/accounts'
import { flag, instant, textOf } from '#platform/fields'
import { type Context, operation } from '#platform/operation'
import { cursorKeys, pageFrom, pageInput, pageOf } from '#platform/pages'
import { membersOnly } from './errors.ts'
import { countUnread, markRead, newestNotifications } from './queries.ts'
import { notificationView, viewsOf } from './view.ts'

const MOST_COUNTED = 100

const readerOf = (ctx: Context): string => {
  if (ctx.actor.memberId === null) throw membersOnly()
  return ctx.actor.memberId
}

export const listNotifications = operation({
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
    const { id, language } = await activeMember(ctx, readerOf(ctx))
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

export const countNotifications = operation({
  name: 'notifications.count',
  effect: 'reads',
  permission: 'notifications.read',
  summary: 'How much of what concerns you is unread',
  input: z.strictObject({}),
  output: unread,
  run: async (ctx) => ({ unread: await countUnread(ctx.db, ctx.orgId, readerOf(ctx), MOST_COUNTED) }),
})

/** What came while the list was on screen stays unread: `until` is the newest that was seen. */
export const markNotificationsRead = operation({
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
    const memberId = readerOf(ctx)
    await markRead(ctx.db, ctx.orgId, memberId, { ids, until: until ?? ctx.now }, ctx.now)
    return { unread: await countUnread(ctx.db, ctx.orgId, memberId, MOST_COUNTED) }
  },
})
