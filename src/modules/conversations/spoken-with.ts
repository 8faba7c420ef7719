import type { Context } from '#platform/operation'
import { saidOf } from './conversation.ts'
import type { ConversationView } from './conversation-schemas.ts'
import { conversationsWith, lastSaidIn } from './customer-queries.ts'

/** A message, a call or a visit, as far as it tells whether one reached the other. */
export type Attempt = {
  readonly channel: ConversationView['channel']
  /**
   * heard: the customer said something. answered: a person of the firm answered or spoke with them. missed: a call of
   * theirs that nobody took. not_reached, left_message: a call of ours. came_back: a mail of ours that did not arrive.
   */
  readonly what: 'heard' | 'answered' | 'missed' | 'not_reached' | 'left_message' | 'came_back'
  readonly at: Temporal.Instant
}

/** A thread with a customer, with what was tried in it last. */
export type Thread = {
  readonly conversationId: string
  readonly about: string
  readonly subject: string
  readonly waitingSince: Temporal.Instant | null
  readonly replyDueAt: Temporal.Instant | null
  /** Oldest first. */
  readonly attempts: readonly Attempt[]
}

const MOST_THREADS = 30
const MOST_SAID = 40

/** Threads with customers: those that wait for us, then the latest. */
export async function spokenWith(ctx: Context, customerIds: readonly string[]): Promise<Thread[]> {
  const rows = await conversationsWith(ctx.db, ctx.orgId, customerIds, MOST_THREADS)
  const said = await lastSaidIn(
    ctx.db,
    ctx.orgId,
    rows.map(({ id }) => id),
    MOST_SAID,
  )
  const byThread = Map.groupBy(said, (row) => row.conversation_id)
  return rows.map((row) => ({
    conversationId: row.id,
    about: row.about,
    subject: row.subject,
    waitingSince: row.waiting_since,
    replyDueAt: row.reply_due_at,
    attempts: (byThread.get(row.id) ?? [])
      .flatMap((message): Attempt[] => {
        const what = whatOf(message)
        const at = message.occurred_at ?? message.created_at
        return what === null ? [] : [{ channel: message.channel as Attempt['channel'], what, at }]
      })
      .toSorted((a, b) => Temporal.Instant.compare(a.at, b.at)),
  }))
}

type Row = Awaited<ReturnType<typeof lastSaidIn>>[number]

/** Machines try nothing, and what a rule sends answers nobody. */
export function whatOf(row: Omit<Row, 'conversation_id' | 'channel'>): Attempt['what'] | null {
  if (row.outcome === 'missed' || row.outcome === 'not_reached' || row.outcome === 'left_message')
    return row.direction === 'in' ? 'missed' : row.outcome === 'missed' ? null : row.outcome
  const { automatic, direction, byMember, state } = saidOf(row)
  if (automatic || direction === 'note') return null
  if (direction === 'in') return 'heard'
  if (state === 'failed') return 'came_back'
  return byMember && ['queued', 'sent', 'written'].includes(state) ? 'answered' : null
}
