import { textOf } from '#platform/fields'
import type { Context } from '#platform/operation'
import { type ConversationRow, messagesIn } from './conversation-queries.ts'
import { messageNotFound, saidMeanwhile } from './errors.ts'
import { findMessage } from './queries.ts'
import { viewsOfSaid } from './said-views.ts'

/** So many are looked at and shown: whoever has missed more has to read anyway. */
const LOOKED_AT = 20
const SHOWN = 3
const BEGINNING = 500

/**
 * Refuses an answer of somebody who has not read what others have written since: a colleague may have answered, or the
 * customer said something else.
 * @throws conversations/said_meanwhile, conversations/not_found
 */
export async function checkSeen(ctx: Context, row: ConversationRow, lastSeenId: string): Promise<void> {
  if (!(await findMessage(ctx.db, ctx.orgId, lastSeenId))) throw messageNotFound()
  const newest = await messagesIn(ctx.db, ctx.orgId, row.id, null, LOOKED_AT)
  const seen = newest.findIndex(({ id }) => id === lastSeenId)
  const since = seen < 0 ? newest : newest.slice(0, seen)
  const others = since.filter(
    ({ direction, written, automatic, state, member_id }) =>
      (direction === 'in' && automatic === null) ||
      (direction === 'out' && written && state !== 'cancelled' && member_id !== ctx.actor.memberId),
  )
  if (others.length === 0) return
  throw saidMeanwhile(
    (await viewsOfSaid(ctx, others.slice(0, SHOWN))).map(({ id, direction, from, text, at }) => ({
      ...{ id, direction, by: from.name || (from.address ?? ''), text: text.slice(0, BEGINNING) },
      at: textOf(Temporal.Instant.from(at)),
    })),
  )
}
