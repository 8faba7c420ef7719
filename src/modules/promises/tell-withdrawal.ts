import type { Context } from '#platform/operation'
import { append, type Chain } from './chain.ts'
import { insertNotice } from './queries.ts'

/** Writes the notice that a promise to a customer was withdrawn, with the change. */
export async function tellWithdrawal(ctx: Context, chain: Chain, promiseId: string): Promise<void> {
  const row = chain.rows.find((candidate) => candidate.id === promiseId)
  if (row?.beneficiary !== 'customer') return
  const noticeId = ctx.newId()
  await insertNotice(ctx.db, {
    org_id: ctx.orgId,
    id: noticeId,
    promise_id: promiseId,
    kind: 'withdrawn',
    contact_id: row.contact_id,
    state: 'waiting',
    failure: null,
    told_at: null,
    told_channel: null,
    told_by: null,
    created_at: ctx.now,
    text: null,
    wait_id: null,
  })
  append(ctx, chain, row, { type: 'promise.withdrawal_noticed', data: { noticeId } })
}
