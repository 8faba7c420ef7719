import type { Context } from '#platform/operation'
import { type Chain, lockChain } from './chain.ts'
import { stepsByClock } from './promise.ts'
import type { PromiseRow } from './queries.ts'
import { standingOf } from './view.ts'
import { standingChains } from './wait-queries.ts'

/** A promise that still stands, in its locked chain. */
export type Standing = { chain: Chain; row: PromiseRow }

/**
 * Locks the chains of what still stands about a matter, in the order of ids, and gives those promises, the soonest
 * first. What the clock has broken without having looked yet does not stand.
 */
export async function lockStanding(ctx: Context, about: string): Promise<Standing[]> {
  const standing: Standing[] = []
  for (const chainId of await standingChains(ctx.db, ctx.orgId, about)) {
    const { chain } = await lockChain(ctx, chainId)
    for (const row of chain.rows) if (row.about === about && stands(row, ctx.now)) standing.push({ chain, row })
  }
  return standing.sort((a, b) => Temporal.Instant.compare(a.row.due_at, b.row.due_at))
}

function stands(row: PromiseRow, now: Temporal.Instant): boolean {
  if (row.state !== 'open' && row.state !== 'proposed') return false
  return stepsByClock(standingOf(row), now).every(({ state }) => state !== 'broken')
}

/** The soonest promise to a customer: the one whose notice tells of a wait about the matter. */
export const toldOf = (standing: readonly Standing[]): Standing | undefined =>
  standing.find(({ row }) => row.beneficiary === 'customer' && row.customer_id !== null)
