import type { Context } from '#platform/operation'
import { append, type Chain } from './chain.ts'
import { noticeOf } from './notice-of.ts'
import { insertNotice } from './queries.ts'

/** Writes the notice that a promise to a customer was withdrawn, with the change. */
export async function tellWithdrawal(ctx: Context, chain: Chain, promiseId: string): Promise<void> {
  const row = chain.rows.find((candidate) => candidate.id === promiseId)
  if (row?.beneficiary !== 'customer') return
  const noticeId = ctx.newId()
  await insertNotice(ctx.db, noticeOf(ctx, row, { id: noticeId, kind: 'withdrawn' }))
  append(ctx, chain, row, { type: 'promise.withdrawal_noticed', data: { noticeId } })
}
