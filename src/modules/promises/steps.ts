import type { Calendar, Pause } from '#library/calendar'
import type { Tx } from '#platform/db'
import type { Context } from '#platform/operation'
import type { Clock } from './clock.ts'
import { findPolicySpec } from './policy-queries.ts'
import type { PolicySpec, PolicyStep } from './policy-spec.ts'
import type { PromiseRow } from './queries.ts'
import { addStepRows, holdStepRows, moveStepRows, type PlannedStep, stepsOf, stepsToMove } from './step-queries.ts'

export type StepKind = 'warning' | 'escalation'

/** What comes after the due instant escalates; what comes before it warns. */
export const stepKind = (when: PolicyStep['when']): StepKind =>
  when.measure === 'after_due' || when.measure === 'wall_after_due' ? 'escalation' : 'warning'

/**
 * When a step is taken: the instant at which a share of the business time from start to due is left, or business time
 * before or after due, or real time after due. A share always lies from start to due; where no business time lies between them, it is a share
 * of the real time. Pauses are no business time of the promise.
 * @returns epoch milliseconds
 * @throws CalendarError for results beyond the calendar's years
 */
export function stepInstant(
  when: PolicyStep['when'],
  startMs: number,
  dueMs: number,
  calendar: Calendar,
  pauses: readonly Pause[] = [],
): number {
  if (when.measure === 'wall_after_due') return dueMs + when.seconds * 1000
  if (when.measure === 'after_due') return calendar.due(dueMs, when.businessSeconds)
  if (when.measure === 'before_due') return calendar.before(dueMs, when.businessSeconds)
  const total = calendar.elapsedWithPauses(startMs, dueMs, pauses)
  if (total <= 0) return Math.round(dueMs - when.share * Math.max(0, dueMs - startMs))
  return Math.max(startMs, calendar.before(dueMs, Math.round(when.share * total)))
}

/**
 * The steps of a promise in order of time, numbered from 1. A warning whose instant has passed at `nowMs` would come
 * with the promise itself and is left out; an escalation is not.
 */
export function planSteps(
  steps: readonly PolicyStep[],
  clock: { startMs: number; dueMs: number; nowMs: number; calendar: Calendar },
): PlannedStep[] {
  return steps
    .map((step) => ({
      step,
      kind: stepKind(step.when),
      at: stepInstant(step.when, clock.startMs, clock.dueMs, clock.calendar),
    }))
    .sort((a, b) => a.at - b.at || Number(a.kind === 'escalation') - Number(b.kind === 'escalation'))
    .map((planned, i) => ({ ...planned, n: i + 1 }))
    .filter(({ kind, at }) => kind === 'escalation' || at > clock.nowMs)
}

/** Adds the steps of a new promise, in one statement that leaves with the commit, after the promise's own. */
export function addSteps(
  ctx: Pick<Context, 'db' | 'orgId' | 'now'>,
  promise: Pick<PromiseRow, 'id' | 'made_at' | 'due_at'>,
  clock: Clock,
  steps: readonly PolicyStep[],
  calendar: Calendar,
): void {
  if (steps.length === 0) return
  const start = clock.type === 'counted' ? Temporal.Instant.from(clock.startAt) : promise.made_at
  const planned = planSteps(steps, {
    startMs: start.epochMilliseconds,
    dueMs: promise.due_at.epochMilliseconds,
    nowMs: ctx.now.epochMilliseconds,
    calendar,
  })
  if (planned.length > 0) addStepRows(ctx.db, ctx.orgId, promise.id, planned)
}

/** The steps that a promise was made with, for the one that replaces or follows it: its policy's, else its own. */
export async function stepsLike(
  ctx: Pick<Context, 'db' | 'orgId'>,
  promise: Pick<PromiseRow, 'id' | 'policy_id' | 'policy_version'>,
): Promise<readonly PolicyStep[]> {
  if (promise.policy_id !== null && promise.policy_version !== null) {
    const version = await findPolicySpec(ctx.db, ctx.orgId, promise.policy_id, promise.policy_version)
    if (version) return (version.spec as PolicySpec).steps
  }
  const rows = await stepsOf(ctx.db, ctx.orgId, [promise.id])
  return rows.map((row) => row.step as PolicyStep)
}

/** What the instants of a promise's steps follow from: its clock as it now stands. Epoch milliseconds. */
export type StepClock = {
  promiseId: string
  startMs: number
  dueMs: number
  calendar: Calendar
  /** What was spent waiting on the customer, each pause closed. */
  pauses?: readonly Pause[]
}

/**
 * Moves what is still to come of the steps of some promises to where their clocks now say: a date was derived anew.
 * What was raised stays raised: one notice a step. Two statements, whatever their number.
 */
export const moveStepsOf = (db: Tx, orgId: string, rows: readonly StepClock[]): Promise<void> =>
  moveSteps(db, orgId, rows, 'as_it_is')

/** While we wait on the customer nobody is warned: what is still to come of the steps of these promises is held. */
export const holdSteps = (db: Tx, orgId: string, promiseIds: readonly string[]): Promise<void> =>
  holdStepRows(db, orgId, promiseIds)

/** The wait is over: what was held waits again, at the instants that follow from the clocks without their pauses. */
export const releaseSteps = (db: Tx, orgId: string, rows: readonly StepClock[]): Promise<void> =>
  moveSteps(db, orgId, rows, 'release')

async function moveSteps(
  db: Tx,
  orgId: string,
  rows: readonly StepClock[],
  how: 'as_it_is' | 'release',
): Promise<void> {
  if (rows.length === 0) return
  const clocks = new Map(rows.map((row) => [row.promiseId, row]))
  const steps = await stepsToMove(db, orgId, [...clocks.keys()])
  await moveStepRows(
    db,
    orgId,
    steps.flatMap(({ promiseId, n, step }) => {
      const clock = clocks.get(promiseId)
      if (!clock) return []
      return [{ promiseId, n, at: stepInstant(step.when, clock.startMs, clock.dueMs, clock.calendar, clock.pauses) }]
    }),
    how,
  )
}
