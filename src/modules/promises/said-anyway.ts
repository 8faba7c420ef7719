import type { Context } from '#platform/operation'
import type { SaidFlag } from './check-said.ts'
import { deleteContradictionsOf, insertContradictions } from './contradiction-queries.ts'

type Said = {
  about: string
  customerId: string | null
  channel: string
  /** In which it was said; null: a notice. */
  messageId: string | null
  reason: string | undefined
}

/** Counts what was said in spite of its flags; what only says again what is promised is none. */
export async function countSaidAnyway(ctx: Context, flags: readonly SaidFlag[], said: Said): Promise<void> {
  const rows = flags
    .filter(({ needsReason }) => needsReason)
    .map((flag) => ({
      org_id: ctx.orgId,
      id: ctx.newId(),
      code: flag.code,
      about: said.about,
      customer_id: said.customerId,
      member_id: ctx.actor.memberId,
      channel: said.channel,
      message_id: said.messageId,
      said: flag.said.slice(0, 2000),
      due_at: flag.due,
      promise_id: flag.promise?.id ?? null,
      chance: flag.floor?.chance ?? null,
      floor: flag.floor?.floor ?? null,
      reason: said.reason ?? null,
      said_at: ctx.now,
    }))
  await insertContradictions(ctx.db, rows)
}

/** It was taken back before anybody read it. */
export const unsay = (ctx: Context, messageId: string) => deleteContradictionsOf(ctx.db, ctx.orgId, messageId)
