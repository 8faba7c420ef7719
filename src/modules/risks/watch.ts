import type { Context } from '#platform/operation'
import { insertRisk, moveRisks, pauseRisk, resumeRisk, stopRisk } from './queries.ts'

type Teller = Pick<Context, 'db' | 'orgId' | 'now'>

/** A promise that runs from now on, as the ledger knows it. */
export type Watched = {
  id: string
  about: string
  kind: string
  policyId: string | null
  /** Since when it counts. */
  startedAt: Temporal.Instant
  dueAt: Temporal.Instant
}

/** Tells that a promise was made: its chance is estimated at the clock's next look. */
export const watch = (ctx: Teller, promise: Watched): void => insertRisk(ctx.db, ctx.orgId, promise, ctx.now)

/** Tells that promises have other due instants now. */
export const watchMoved = (ctx: Teller, moved: readonly { id: string; dueAt: string }[]): void =>
  moveRisks(ctx.db, ctx.orgId, moved, ctx.now)

/** Tells that a promise's clock stands. */
export const watchPaused = (ctx: Teller, id: string): void => pauseRisk(ctx.db, ctx.orgId, id, ctx.now)

/** Tells that its clock runs again from `at`, until `dueAt`: the time in between was none. */
export const watchResumed = (ctx: Teller, id: string, run: { at: Temporal.Instant; dueAt: Temporal.Instant }): void =>
  resumeRisk(ctx.db, ctx.orgId, id, { ...run, now: ctx.now })

/** Tells that what was promised happened, early or late: a duration to learn from. */
export const watchEnded = (ctx: Teller, id: string, endedAt: Temporal.Instant): void =>
  stopRisk(ctx.db, ctx.orgId, id, { endedAt, lostAt: null })

/** Tells that nobody follows it any more: it was withdrawn, declined, or replaced by another date. */
export const watchLost = (ctx: Teller, id: string, lostAt: Temporal.Instant): void =>
  stopRisk(ctx.db, ctx.orgId, id, { endedAt: null, lostAt })
