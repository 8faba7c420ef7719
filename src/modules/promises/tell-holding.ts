import type { Context } from '#platform/operation'
import { append, lockChains } from './chain.ts'
import { noticeOf } from './notice-of.ts'
import { insertNotices } from './queries.ts'
import { storeRootHeads } from './rederive-queries.ts'

/**
 * Has customers told that the dates of some promises are in danger and that we know it: nothing moves. Those that do not
 * stand any more, or are not a customer's, are passed over.
 * @param text said besides, in the customers' language; null: nothing
 * @returns the promises of which somebody will be told
 */
export async function tellHolding(
  ctx: Context,
  held: readonly { promiseId: string; text: string | null }[],
): Promise<string[]> {
  const textOf = new Map(held.map(({ promiseId, text }) => [promiseId, text]))
  const chains = [...(await lockChains(ctx, [...textOf.keys()])).values()]
  const told = chains.flatMap((chain) =>
    chain.rows
      .filter((row) => textOf.has(row.id) && row.state === 'open' && row.beneficiary === 'customer')
      .map((row) => ({ chain, row, notice: noticeOf(ctx, row, { id: ctx.newId(), kind: 'holding' }) })),
  )
  for (const { chain, row, notice } of told) {
    const text = textOf.get(row.id) ?? null
    notice.text = text
    append(ctx, chain, row, {
      type: 'promise.noticed',
      data: { noticeId: notice.id, notice: 'holding' },
      ...(text === null ? {} : { text: { news: text } }),
    })
  }
  if (told.length > 0)
    await insertNotices(
      ctx.db,
      told.map(({ notice }) => notice),
    )
  storeRootHeads(
    ctx.db,
    ctx.orgId,
    told.map(({ chain }) => [chain.id, chain.head]),
  )
  return told.map(({ row }) => row.id)
}
