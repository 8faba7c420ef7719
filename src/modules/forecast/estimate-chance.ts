import type { Context } from '#platform/operation'
import { modelOf } from './model-of.ts'
import { whenOpen } from './opening.ts'
import { observationRows } from './queries.ts'
import { basisOf, type Hours, hoursOf, instantOf, type Reading, readModel } from './read-model.ts'
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

/** Something open, as history sees it now: asked about any date. */
export type Outlook = {
  /** The chance of having ended by a date, and what that rests on. */
  at(dueAt: Temporal.Instant): Omit<Estimate, 'nearest'>
  nearest: Estimate['nearest']
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
  const outlook = (await outlooksOf(ctx, [id])).get(id)
  return outlook ? { ...outlook.at(dueAt), nearest: outlook.nearest } : null
}

/** The same for many at once; left out is what nothing was told of, and what has ended. Statements do not grow with them. */
export async function outlooksOf(
  ctx: Pick<Context, 'db' | 'orgId' | 'now'>,
  ids: readonly string[],
): Promise<Map<string, Outlook>> {
  const observed = (await observationRows(ctx.db, ctx.orgId, ids)).filter(({ ended }) => !ended)
  if (observed.length === 0) return new Map()
  const [model, hours] = await Promise.all([modelOf(ctx), hoursOf(ctx, undefined)])
  return new Map(observed.map((each) => [each.id, outlookOf(each, { model, hours, now: ctx.now })]))
}

type Observed = Awaited<ReturnType<typeof observationRows>>[number]
type Known = { model: Awaited<ReturnType<typeof modelOf>>; hours: Hours | null; now: Temporal.Instant }

function outlookOf(observed: Observed, { model, hours, now }: Known): Outlook {
  const startAt = Temporal.Instant.fromEpochMilliseconds(Math.round(observed.opened))
  const readAt = (levels: readonly number[]) => model && readModel(model, observed, levels, startAt, now)
  let cached: Reading | null | undefined
  const read = (): Reading | null => {
    if (cached === undefined) cached = readAt(DEFAULT_LEVELS)
    return cached
  }
  return {
    at: (dueAt) => ({
      chance: read()?.chanceBy(dueAt.epochMilliseconds) ?? null,
      basis: basisOf(observed, read(), startAt, model),
    }),
    nearest(confidence) {
      const quoted = observed.changes
        ? whenReached(confidence, now.epochMilliseconds, read())
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
