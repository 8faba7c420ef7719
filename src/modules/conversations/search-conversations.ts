import { findCustomerIdsNamed } from '#modules/customers'
import { textOf } from '#platform/fields'
import type { Context } from '#platform/operation'
import { type SearchedWord, wordsOf } from '#platform/search'
import type { Searched } from './conversation-queries.ts'
import { conversationsSaying, type Hit, newestSaying, wordsLike } from './search-queries.ts'
import { snippetOf } from './snippet.ts'
import { isLike } from './spelling.ts'

/** So many are looked at for one typed word, and so many are taken: of a slip that could mean much, the rest is guessing. */
const LOOKED_AT = 60
const TAKEN = 12

/**
 * What of the inbox is meant by what somebody typed: conversations in which all of the words are said, as they begin or in
 * another form, and those of customers who are called so. Only where there is none, words that have the typed ones in them
 * or are a slip away. Null: nothing was typed that is a word.
 */
export async function searchedFor(ctx: Context, typed: string | undefined): Promise<Searched | null> {
  const words = wordsOf(typed).map((word) => ({ typed: word, like: [] }))
  if (words.length === 0) return null
  const said = await conversationsSaying(ctx.db, ctx.orgId, words)
  if (said === null || said.length > 0) return { words, said, named: await findCustomerIdsNamed(ctx, typed ?? '') }
  const named = await findCustomerIdsNamed(ctx, typed ?? '')
  if (named.length > 0) return { words, said, named }
  const alike: SearchedWord[] = []
  for (const word of words) alike.push({ ...word, like: await likeOf(ctx, word.typed) })
  if (alike.every(({ like }) => like.length === 0)) return { words, said, named }
  return { words: alike, said: await conversationsSaying(ctx.db, ctx.orgId, alike), named }
}

async function likeOf(ctx: Context, typed: string): Promise<string[]> {
  const found = await wordsLike(ctx.db, ctx.orgId, typed, LOOKED_AT)
  return found.filter((word) => isLike(word, typed)).slice(0, TAKEN)
}

export type HitView = {
  messageId: string
  direction: 'in' | 'out' | 'note'
  at: string
  text: string
  ranges: { start: number; end: number }[]
}

/** Where it is said, by conversation: a piece of the newest message that says it. Customers' names are no message. */
export async function hitsIn(
  ctx: Context,
  ids: readonly string[],
  searched: Searched | null,
): Promise<Map<string, HitView>> {
  if (searched === null) return new Map()
  const rows = await newestSaying(ctx.db, ctx.orgId, ids, searched.words)
  const typed = searched.words.flatMap(({ typed: word, like }) => [word, ...like])
  return new Map(
    rows.flatMap((row) => {
      const piece = pieceOf(row, typed)
      const { id: messageId, direction, at } = row
      return piece
        ? [[row.conversation, { messageId, direction: direction as HitView['direction'], at: textOf(at), ...piece }]]
        : []
    }),
  )
}

/** What was said first; else what stands beside it: a file's name, the subject, who wrote. */
function pieceOf({ text, next_step, file_names, subject, from_name, from_address }: Hit, typed: readonly string[]) {
  const all = [text, next_step, file_names, subject, `${from_name ?? ''} ${from_address ?? ''}`.trim()]
  return all.map((each) => snippetOf(each ?? '', typed)).find((piece) => piece !== null) ?? null
}
