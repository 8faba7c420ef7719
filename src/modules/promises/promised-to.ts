import { textOf } from '#platform/fields'
import type { Context } from '#platform/operation'
import { lastAnswered, overdueTo, rootsTo } from './customer-queries.ts'
import { outcomesOf } from './daily.ts'
import { type Outcome, outcomeOfLone } from './promise.ts'

type Named = { readonly promiseId: string; readonly about: string; readonly wording: string; readonly at: string }

/** What became of what customers were promised. */
export type Promised = {
  /** Chains with an outcome, by their first date, the latest first. `at` is that date. */
  readonly judged: readonly (Named & { readonly outcome: Outcome })[]
  /** Broken and not delivered, the longest ago first. */
  readonly overdue: readonly Named[]
  /** The answer that they gave last, where that was no. */
  readonly declined: Named | null
}

const MOST_JUDGED = 500
const MOST_OVERDUE = 20

/** What became of promises to customers, due since `from`. */
export async function promisedTo(
  ctx: Context,
  customerIds: readonly string[],
  from: Temporal.Instant,
): Promise<Promised> {
  const [roots, overdue, answered] = await Promise.all([
    rootsTo(ctx.db, ctx.orgId, customerIds, from, MOST_JUDGED),
    overdueTo(ctx.db, ctx.orgId, customerIds, from, MOST_OVERDUE),
    lastAnswered(ctx.db, ctx.orgId, customerIds, from),
  ])
  const moved = await outcomesOf(
    ctx,
    roots.flatMap((root) => (root.moved ? [root.id] : [])),
  )
  return {
    judged: roots.flatMap((root) => {
      const outcome = moved.get(root.id) ?? outcomeOfLone(root.state)
      return JUDGED.includes(outcome) ? [{ ...named(root, root.due_at), outcome }] : []
    }),
    overdue: overdue.map((row) => named(row, row.due_at)),
    declined: answered?.state === 'declined' && answered.at !== null ? named(answered, answered.at) : null,
  }
}

const JUDGED: readonly Outcome[] = ['kept', 'kept_as_moved', 'kept_as_told', 'broken']

const named = (row: { id: string; about: string; wording: string }, at: Temporal.Instant): Named => ({
  promiseId: row.id,
  about: row.about,
  wording: row.wording,
  at: textOf(at),
})
