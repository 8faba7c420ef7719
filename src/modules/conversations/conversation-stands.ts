import { nextDueAbout } from '#modules/promises'
import { textOf, textOrNull } from '#platform/fields'
import type { Context } from '#platform/operation'
import { type ConversationRow, conversationsByIds } from './conversation-queries.ts'
import { lockConversations, mergedIntoAny } from './merge-queries.ts'

/** What can be changed of many conversations at once. */
export type ConversationStand = {
  id: string
  channel: string
  subject: string
  with: string
  about: string
  state: string
  ownerId: string | null
  contactId: string | null
  snoozedUntil: string | null
  snoozedFor: string | null
  /** The next promise to the customer about what is said there; null: none, or it was not asked for. */
  restsFor: { id: string; dueAt: string } | null
}

/**
 * Some conversations by id, with `lock` for a change of them; unknown and merged ones are left out. One statement, and two
 * more with `promised`: then each has its next promise.
 */
export async function conversationStands(
  ctx: Pick<Context, 'db' | 'orgId' | 'now'>,
  ids: readonly string[],
  { lock = false, promised = false } = {},
): Promise<Map<string, ConversationStand>> {
  const rows = await (lock ? lockConversations : conversationsByIds)(ctx.db, ctx.orgId, ids)
  const restsFor = promised ? await nextPromises(ctx, rows) : new Map<string, never>()
  return new Map(
    rows
      .filter((row) => row.merged_into === null)
      .map((row) => [
        row.id,
        {
          ...{ id: row.id, channel: row.channel, subject: row.subject, about: row.about, state: row.state },
          with: row.address_name || row.address,
          ownerId: row.owner_id,
          contactId: row.contact_id,
          snoozedUntil: textOrNull(row.snoozed_until),
          snoozedFor: row.snoozed_for,
          restsFor: restsFor.get(row.id) ?? null,
        },
      ]),
  )
}

/** What is due next about each of some conversations and what is merged into it. */
async function nextPromises(ctx: Pick<Context, 'db' | 'orgId' | 'now'>, rows: readonly ConversationRow[]) {
  const parts = await mergedIntoAny(
    ctx.db,
    ctx.orgId,
    rows.map(({ id }) => id),
  )
  const all = [
    ...rows.map(({ id, about }) => ({ id, about })),
    ...parts.map(({ into, about }) => ({ id: into, about })),
  ]
  const due = await nextDueAbout(ctx, [...new Set(all.map(({ about }) => about))])
  const next = new Map<string, { id: string; dueAt: string }>()
  for (const { id, about } of all) {
    const [promise, before] = [due.get(about), next.get(id)]
    if (promise && (!before || Temporal.Instant.compare(promise.dueAt, Temporal.Instant.from(before.dueAt)) < 0))
      next.set(id, { id: promise.id, dueAt: textOf(promise.dueAt) })
  }
  return next
}
