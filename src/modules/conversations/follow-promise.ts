import { z } from 'zod'
import { operation } from '#platform/operation'
import { lockConversationsAbout } from './conversation-queries.ts'
import { lockConversations } from './merge-queries.ts'
import { refreshAll } from './refresh.ts'

/** What something happened to: requests, conversations. */
export const abouts = z
  .array(z.string())
  .min(1)
  .meta({ examples: [['request:01938c1e-7a00-7000-8000-000000000002']] })

export const followPromise = operation({
  name: 'conversations.followPromise',
  effect: 'writes',
  permission: 'conversations.receive',
  summary: 'Promises about some matters changed, or somebody answered: who still waits, and when replies are due',
  input: z.strictObject({ abouts }),
  output: z.object({ conversations: z.number().int() }),
  async run(ctx, input) {
    const found = await lockConversationsAbout(ctx.db, ctx.orgId, input.abouts)
    // Where one is merged into another, people wait there.
    const held = new Map(found.map((row) => [row.id, row]))
    const into = found.flatMap((row) => (row.merged_into && !held.has(row.merged_into) ? [row.merged_into] : []))
    const others = await lockConversations(ctx.db, ctx.orgId, [...new Set(into)])
    const rows = [...held.values(), ...others].filter((row) => row.merged_into === null)
    await refreshAll(
      ctx,
      rows.map((row) => ({ row })),
    )
    return { conversations: rows.length }
  },
})
