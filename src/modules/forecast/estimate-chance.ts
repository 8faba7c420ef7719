import type { Context } from '#platform/operation'
import { modelOf } from './model-of.ts'
import { whenOpen } from './opening.ts'
import { observationRows } from './queries.ts'
import { basisOf, hoursOf, instantOf, type Reading, readModel } from './read-model.ts'
import { DEFAULT_LEVELS, type QuoteView } from './schemas.ts'

export type Estimate = {
  /** Of having ended by the date; null: nothing is known of its like yet. */
  chance: number | null
  basis: QuoteView['basis']
  /**
   * The first opening by which such requests have ended with a confidence above 0 and below 1; null: history does not
   * reach so far.
   */
  nearest(confidence: number): Temporal.Instant | null
}

/**
 * What history says of a date for something that is open, on the condition that it is still open now. Null for what
 * nothing was told of, and for what has ended.
 */
export async function estimateChance(
  ctx: Pick<Context, 'db' | 'orgId' | 'now'>,
  id: string,
  dueAt: Temporal.Instant,
): Promise<Estimate | null> {
  const [observed] = await observationRows(ctx.db, ctx.orgId, [id])
  if (!observed || observed.ended) return null
  const [model, hours] = await Promise.all([modelOf(ctx), hoursOf(ctx, undefined)])
  const startAt = Temporal.Instant.fromEpochMilliseconds(Math.round(observed.opened))
  const readAt = (levels: readonly number[]) => model && readModel(model, observed, levels, startAt, ctx.now)
  const read = readAt(DEFAULT_LEVELS)
  return {
    chance: read?.chanceBy(dueAt.epochMilliseconds) ?? null,
    basis: basisOf(observed, read, startAt, model),
    nearest(confidence) {
      const quoted = observed.changes
        ? whenReached(confidence, ctx.now.epochMilliseconds, read)
        : readAt([confidence])?.quotes[0]?.dueAt
      if (quoted == null) return null
      return hours ? whenOpen(instantOf(quoted), hours.calendar) : instantOf(quoted)
    },
  }
}

const FARTHEST_MS = 3 * 365 * 86_400_000

/** The first date whose chance reaches a confidence, to the second: chances grow with the date. */
function whenReached(confidence: number, now: number, read: Reading | null): number | null {
  const reaches = (after: number): boolean => (read?.chanceBy(now + after) ?? 0) >= confidence
  if (!reaches(FARTHEST_MS)) return null
  let [low, high] = [0, FARTHEST_MS]
  while (high - low > 1000) {
    const middle = (low + high) / 2
    if (reaches(middle)) high = middle
    else low = middle
  }
  return now + high
}
