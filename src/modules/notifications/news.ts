import { z } from 'zod'
import { findActiveMembers } from '#modules/accounts'
import { operation, systemActor } from '#platform/operation'
import type { TaskContext } from '#platform/queue'
import { channelsFor } from './preferences.ts'
import { forgetBefore, membersForDigest, takeForDigest } from './queries.ts'
import { lineOf } from './sentence.ts'
import { viewsOf } from './view.ts'

/** Who has news that they want in their digest. */
export const membersWithNews = operation({
  name: 'notifications.membersWithNews',
  effect: 'reads',
  permission: 'notifications.send',
  summary: 'Members who have unread news for the next digest',
  input: z.strictObject({}),
  output: z.object({ memberIds: z.array(z.uuid()) }),
  run: async (ctx) => ({ memberIds: (await membersForDigest(ctx.db, ctx.orgId)).map((row) => row.member_id) }),
})

const takeNews = operation({
  name: 'notifications.takeNews',
  effect: 'writes',
  permission: 'notifications.send',
  summary: "A member's unread news, put into the digest of a day",
  input: z.strictObject({ memberId: z.uuid(), day: z.iso.date() }),
  output: z.object({ lines: z.array(z.string()) }),
  async run(ctx, { memberId, day }) {
    const member = (await findActiveMembers(ctx, [memberId])).get(memberId)
    if (!member) return { lines: [] }
    const rows = await takeForDigest(ctx.db, ctx.orgId, memberId, day)
    const sorted = rows.sort((a, b) => Temporal.Instant.compare(a.at, b.at))
    return { lines: (await viewsOf(ctx, member.language, sorted)).map(lineOf) }
  },
})

const wantsAtOnce = operation({
  name: 'notifications.wantsAlerts',
  effect: 'reads',
  permission: 'notifications.send',
  summary: 'Whether a member wants mail at once about steps of promises',
  input: z.strictObject({ memberId: z.uuid() }),
  output: z.object({ wants: z.boolean() }),
  async run(ctx, { memberId }) {
    const how = (await channelsFor(ctx, [memberId], 'step')).get(memberId)
    return { wants: how?.mail === 'at_once' }
  },
})

/** What the ledger's mail to members asks of this module; the composition root hands it down. */
export const news = {
  of: async ({ gate, orgId }: TaskContext, memberId: string, day: string): Promise<string[]> =>
    (await gate.run(takeNews, systemActor(orgId, 'notifications.news'), { memberId, day })).lines,
  wantsAlerts: async ({ gate, orgId }: TaskContext, memberId: string): Promise<boolean> =>
    (await gate.run(wantsAtOnce, systemActor(orgId, 'notifications.news'), { memberId })).wants,
}

const KEEP = { hours: 24 * 90 }
const AT_ONCE = 5_000

export const forgetNotifications = operation({
  name: 'notifications.forget',
  effect: 'writes',
  permission: 'notifications.forget',
  summary: 'Forget what members were told more than 90 days ago',
  input: z.strictObject({}),
  output: z.object({ forgotten: z.number().int() }),
  run: async (ctx) => ({ forgotten: await forgetBefore(ctx.db, ctx.orgId, ctx.now.subtract(KEEP), AT_ONCE) }),
})
