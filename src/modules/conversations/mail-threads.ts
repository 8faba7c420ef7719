import type { Context } from '#platform/operation'
import type { ConversationRow } from './conversation-queries.ts'
import { conversationsOfMails } from './filing-queries.ts'
import { lockConversations } from './merge-queries.ts'
import type { Received } from './received-mail.ts'
import { conversationOfAddress } from './reply-address.ts'

/** Finds the conversation that a mail belongs to, among those that are there and those that mails before it have begun. */
export type Threads = {
  /** Locked: by the address it was sent to, else by what it answers. */
  of(mail: Received): ConversationRow | undefined
  /** A mail was filed in a conversation: what answers it belongs there too. */
  add(mailId: string, row: ConversationRow): void
}

/** The threads of some mails, read and locked in three statements. */
export async function readThreads(ctx: Context, mails: readonly Received[]): Promise<Threads> {
  const { keys } = ctx.instance
  const namedOf = ({ to, cc }: Received): string | null =>
    [...to, ...cc].map(({ address }) => conversationOfAddress(keys, ctx.orgId, address)).find((id) => id !== null) ??
    null
  const answeredBy = ({ references, bounce }: Received) => [...references, ...(bounce?.mailId ? [bounce.mailId] : [])]

  const newest = await conversationsOfMails(ctx.db, ctx.orgId, [...new Set(mails.flatMap(answeredBy))])
  const ids = new Set([...mails.flatMap((mail) => namedOf(mail) ?? []), ...newest.values().map(({ id }) => id)])
  const rows = new Map((await lockConversations(ctx.db, ctx.orgId, [...ids])).map((row) => [row.id, row]))
  const into = [...rows.values()].flatMap((row) =>
    row.merged_into && !rows.has(row.merged_into) ? [row.merged_into] : [],
  )
  for (const row of await lockConversations(ctx.db, ctx.orgId, [...new Set(into)])) rows.set(row.id, row)
  const standing = (id: string): ConversationRow | undefined => {
    const row = rows.get(id)
    return row?.merged_into ? rows.get(row.merged_into) : row
  }

  /** Of mails that were filed just now, in their order. */
  const added = new Map<string, { row: ConversationRow; n: number }>()
  let filed = 0
  return {
    of(mail) {
      const named = namedOf(mail)
      if (named !== null) return standing(named)
      const answered = answeredBy(mail)
      const [last] = answered.flatMap((id) => added.get(id) ?? []).sort((a, b) => b.n - a.n)
      if (last) return last.row
      const [first] = answered
        .flatMap((id) => newest.get(id) ?? [])
        // What was filed in one batch has one instant, and ids that ascend.
        .sort((a, b) => Temporal.Instant.compare(b.at, a.at) || (a.message < b.message ? 1 : -1))
      return first && standing(first.id)
    },
    add(mailId, row) {
      added.set(mailId, { row, n: filed++ })
    },
  }
}
