import { z } from 'zod'
import { operation } from '#platform/operation'
import { lockConversationsAbout } from './conversation-queries.ts'
import { lockConversations } from './merge-queries.ts'
import { refresh } from './refresh.ts'

export const followPromise = operation({
  name: 'conversations.followPromise',
  effect: 'writes',
  permission: 'conversations.receive',
  summary: 'A promise about a matter changed, or somebody answered: who still waits, and when replies are due',
  input: z.strictObject({ about: z.string().meta({ examples: ['request:01938c1e-7a00-7000-8000-000000000002'] }) }),
  output: z.object({ conversations: z.number().int() }),
  async run(ctx, { about }) {
    const found = await lockConversationsAbout(ctx.db, ctx.orgId, about)
    // Where one is merged into another, people wait there.
    const read = [...new Set(found.map((row) => row.merged_into ?? row.id))]
    const rows = await lockConversations(ctx.db, ctx.orgId, read)
    for (const row of rows) await refresh(ctx, row)
    return { conversations: rows.length }
  },
})
