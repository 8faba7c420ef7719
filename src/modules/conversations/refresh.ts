import { familiesOf } from '#modules/customers'
import { nextRepliesDue } from '#modules/promises'
import type { Context } from '#platform/operation'
import { answersElsewhere } from './answer-queries.ts'
import { dueOf, saidOf, waitingSince } from './conversation.ts'
import { type ConversationRow, saidInAny, updateConversationRow, updateWaits } from './conversation-queries.ts'
import { mergedIntoAll } from './merge-queries.ts'

type Set = Parameters<typeof updateConversationRow>[3]

/** A locked conversation as it is to be read from now on, and what else changes in its row. */
export type Change = { row: ConversationRow; set?: Set }

/**
 * Works out anew, of a locked conversation and all that is merged into it, since when its customer waits and when the
 * first reply that was promised is due. What answered them elsewhere about the same matter, by telephone or in another
 * thread, has answered them here.
 */
export const refresh = (ctx: Context, row: ConversationRow, set: Set = {}): Promise<void> =>
  refreshAll(ctx, [{ row, set }])

/** As `refresh`, of several. Statements grow with those of customers about requests, and those of which more changes. */
export async function refreshAll(ctx: Context, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return
  const merged = await mergedIntoAll(
    ctx.db,
    ctx.orgId,
    changes.map(({ row }) => row.id),
  )
  const partsOf = new Map(
    changes.map(({ row }) => [row.id, [row, ...merged.filter(({ merged_into }) => merged_into === row.id)]]),
  )
  const parts = [...partsOf.values()].flat()
  const answered = parts.filter(({ customer_id, about }) => customer_id !== null && about.startsWith('request:'))
  const [messages, promised, families] = await Promise.all([
    saidInAny(
      ctx.db,
      ctx.orgId,
      parts.map(({ id }) => id),
    ),
    nextRepliesDue(ctx, [...new Set(parts.map(({ about }) => about))]),
    familiesOf(
      ctx,
      answered.flatMap((part) => part.customer_id ?? []),
    ),
  ])
  const elsewhere = new Map(
    await Promise.all(
      answered.map(
        async (part) =>
          [
            part.id,
            await answersElsewhere(ctx.db, ctx.orgId, part, families.get(part.customer_id ?? '') ?? []),
          ] as const,
      ),
    ),
  )
  const said = Map.groupBy(messages, ({ conversation_id }) => conversation_id ?? '')
  const waits: Parameters<typeof updateWaits>[2][number][] = []
  const others: Promise<unknown>[] = []
  for (const { row, set = {} } of changes) {
    const own = partsOf.get(row.id) ?? [row]
    const all = own.flatMap(({ id }) => [...(said.get(id) ?? []), ...(elsewhere.get(id) ?? [])])
    const since = waitingSince(all.map(saidOf))
    const [soonest = null] = own.flatMap(({ about }) => promised.get(about) ?? []).sort(Temporal.Instant.compare)
    const replyDueAt = since === null ? null : soonest
    const due = { waiting_since: since, reply_due_at: replyDueAt, due_at: dueOf(since, replyDueAt) }
    const same = (Object.keys(due) as (keyof typeof due)[]).every((key) => isSame(due[key], row[key]))
    const { about = null, ...more } = set
    if (Object.keys(more).length > 0)
      others.push(
        updateConversationRow(ctx.db, ctx.orgId, row.id, {
          ...set,
          ...due,
          // The next wait is another one, of which nobody was told yet.
          ...(since === null ? { alerted_at: null } : {}),
        }),
      )
    else if (!same || about !== null) waits.push({ id: row.id, about, ...due })
  }
  await Promise.all([updateWaits(ctx.db, ctx.orgId, waits), ...others])
}

const isSame = (a: Temporal.Instant | null, b: Temporal.Instant | null): boolean =>
  a === null || b === null ? a === b : Temporal.Instant.compare(a, b) === 0
