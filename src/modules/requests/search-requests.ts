import { customerNames } from '#modules/customers'
import type { Context } from '#platform/operation'
import { wordsOf } from '#platform/search'
import {
  latestOf,
  likeIds,
  type RequestRow,
  requestByNumber,
  requestsByIds,
  requestsSaying,
  saidIds,
} from './queries.ts'

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
  const numbered = number === undefined ? undefined : await requestByNumber(ctx.db, ctx.orgId, Number(number))
  const rows = [...(numbered ? [numbered] : []), ...(await sayingOrLike(ctx, words, limit))]
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

async function sayingOrLike(ctx: Context, words: readonly string[], limit: number): Promise<RequestRow[]> {
  const said = await saidIds(ctx.db, ctx.orgId, words)
  if (said === null) {
    const open = await requestsSaying(ctx.db, ctx.orgId, words, { open: true }, limit)
    return [...open, ...(await requestsSaying(ctx.db, ctx.orgId, words, { open: false }, limit))]
  }
  if (said.length > 0) return latestOf(ctx.db, ctx.orgId, said, limit)
  const alike = await likeIds(ctx.db, ctx.orgId, words, limit)
  const rows = new Map((await requestsByIds(ctx.db, ctx.orgId, alike)).map((row) => [row.id, row]))
  return alike.flatMap((id) => rows.get(id) ?? [])
}
