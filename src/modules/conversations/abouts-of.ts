import type { Context } from '#platform/operation'
import type { ConversationRow } from './conversation-queries.ts'
import { mergedInto } from './merge-queries.ts'

/** What a conversation is about, and what all that is merged into it is about; each once. */
export async function aboutsOf(ctx: Context, { id, about }: Pick<ConversationRow, 'id' | 'about'>): Promise<string[]> {
  const merged = await mergedInto(ctx.db, ctx.orgId, id)
  return [...new Set([about, ...merged.map((row) => row.about)])]
}
