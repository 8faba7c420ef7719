import { customerNames } from '#modules/customers'
import type { Context } from '#platform/operation'
import { wordsOf } from '#platform/search'
import { type RequestRow, requestByNumber, requestsLike, requestsSaying } from './queries.ts'

export type FoundRequest = {
  id: string
  number: number
  subject: string
  status: 'open' | 'closed'
  customerName: string | null
}

/**
 * Requests that a person means by what they typed: the one of that number, then those that say it, open ones first and
 * the latest before older ones; where none does, those that look like it.
 */
export async function searchRequests(ctx: Context, typed: string, limit: number): Promise<FoundRequest[]> {
  const words = wordsOf(typed)
  if (words.length === 0) return []
  const number = /^\s*#?\s*(\d{1,9})\s*$/.exec(typed)?.[1]
  const [numbered, open, all] = await Promise.all([
    number === undefined ? undefined : requestByNumber(ctx.db, ctx.orgId, Number(number)),
    requestsSaying(ctx.db, ctx.orgId, words, { open: true }, limit),
    requestsSaying(ctx.db, ctx.orgId, words, { open: false }, limit),
  ])
  const said = [...(numbered ? [numbered] : []), ...open, ...all]
  const rows = said.length > 0 ? said : await requestsLike(ctx.db, ctx.orgId, words, limit)
  const found = [...new Map(rows.map((row) => [row.id, row])).values()].slice(0, limit)
  const names = await customerNames(ctx, [...new Set(found.flatMap((row) => row.customer_id ?? []))])
  return found.map((row: RequestRow) => ({
    id: row.id,
    number: row.number,
    subject: row.subject,
    status: row.status as FoundRequest['status'],
    customerName: names.get(row.customer_id ?? '') ?? null,
  }))
}
