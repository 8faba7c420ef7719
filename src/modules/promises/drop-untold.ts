import type { Context } from '#platform/operation'
import { applySteps, closeChain, lockChain } from './chain.ts'
import { inWords } from './given-reason.ts'
import { findNotice, updateNotice } from './queries.ts'

/**
 * A promise that its customer has not been told of is given up: its notice is dropped, and nobody hears of either. What
 * was told meanwhile, or has an outcome, stands.
 * @param noticeId of the telling that was taken back
 */
export async function dropUntold(ctx: Context, noticeId: string, reason: string): Promise<void> {
  const known = await findNotice(ctx.db, ctx.orgId, noticeId)
  if (!known) return
  const { chain, row, standing } = await lockChain(ctx, known.promise_id)
  const notice = await findNotice(ctx.db, ctx.orgId, noticeId)
  if (notice?.state !== 'waiting' || row.told_at !== null) return
  await updateNotice(ctx.db, ctx.orgId, noticeId, { state: 'moot', failure: 'taken_back' })
  if (standing.state !== 'open' && standing.state !== 'proposed') return
  const step = {
    ...{ id: row.id, event: 'withdrawn' as const, state: 'withdrawn' as const },
    ...{ consent: standing.consent, at: ctx.now },
  }
  await applySteps(ctx, chain, [step], { reason: inWords(reason), data: { untold: true, noticeId } })
  await closeChain(ctx, chain)
}
