import { words } from '#platform/fields'
import type { Context } from '#platform/operation'
import { checkSaid, needReason, type SaidFlag } from './check-said.ts'
import { deleteContradictionsOf, insertContradictions } from './contradiction-queries.ts'
import { refuseUnfilled } from './refuse-unfilled.ts'

/** Why something is told to a customer in spite of a flag. */
export const saidReason = words(1000, 'The customer asked for it on the telephone.')
  .optional()
  .meta({ description: 'Why it is said although it contradicts what was promised. Not told to the customer.' })

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

type Told = Parameters<typeof checkSaid>[1] & Pick<Said, 'customerId' | 'reason'>

/**
 * Checks a text that a notice tells the customer, and counts what is said in spite of a flag.
 * @throws promises/unfilled, promises/said_contradicts, promises/said_below_hard_floor
 */
export async function sayInNotice(ctx: Context, { customerId, reason, ...said }: Told): Promise<void> {
  refuseUnfilled(said.text)
  const { flags } = await checkSaid(ctx, said)
  needReason(flags, reason)
  await countSaidAnyway(ctx, flags, { about: said.about, customerId, channel: 'email', messageId: null, reason })
}

/** It was taken back before anybody read it. */
export const unsay = (ctx: Context, messageId: string) => deleteContradictionsOf(ctx.db, ctx.orgId, messageId)
