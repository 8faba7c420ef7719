import type { State } from './promise.ts'
import type { StepKind } from './steps.ts'

/** What is known of a step that is due, and of its promise, when the clock looks. */
export type DueStep = {
  kind: StepKind
  state: State
  dueAt: Temporal.Instant
  delivered: boolean
  paused: boolean
  /** A later step of the same promise is due as well. */
  followed: boolean
  /** Somebody has acknowledged a warning of the same promise. */
  acknowledged: boolean
  /** Somebody has taken an escalation of the same promise. */
  taken: boolean
}

/** Why nobody was told of a step. */
export const SKIPPED = ['ended', 'too_late', 'superseded', 'acknowledged', 'taken'] as const
export type Skipped = (typeof SKIPPED)[number]

/** Is there still something to do about a promise: it runs, or is overdue? */
export const isLive = (state: string, delivered: boolean): boolean =>
  state === 'open' || state === 'proposed' || (state === 'broken' && !delivered)

/**
 * What becomes of a step that is due. It is raised where it still helps, and otherwise skipped:
 * - its promise has ended;
 * - it warns, and the due instant has passed: too late;
 * - a later step is due as well: after an outage there is one notice, the last one, not five;
 * - it warns, and a warning has been acknowledged: somebody sees to it. Escalations come all the same, as then it is
 *   not done;
 * - it escalates, and somebody has taken an escalation: the next is asked only where the one before did not take it.
 *
 * While its promise waits on the customer, it is held.
 */
export function judgeStep(step: DueStep, now: Temporal.Instant): 'raise' | 'hold' | Skipped {
  if (!isLive(step.state, step.delivered)) return 'ended'
  if (step.paused) return 'hold'
  const warns = step.kind === 'warning'
  if (warns && (step.state === 'broken' || Temporal.Instant.compare(now, step.dueAt) > 0)) return 'too_late'
  if (!warns && step.taken) return 'taken'
  if (step.followed) return 'superseded'
  return warns && step.acknowledged ? 'acknowledged' : 'raise'
}

type Rung = { n: number; kind: string; state: string; at: Temporal.Instant; skipped_because: string | null }

/**
 * What is left of a ladder that was given back, and when: its next step now, those after it with the time between them.
 * Left is what has not come yet, and what did not come because somebody had taken it.
 */
export function nextOfLadder(steps: readonly Rung[], now: Temporal.Instant): { n: number; at: Temporal.Instant }[] {
  const left = steps
    .filter(({ kind, state, skipped_because: because }) => {
      const toCome = state === 'waiting' || state === 'held' || (state === 'skipped' && because === 'taken')
      return kind === 'escalation' && toCome
    })
    .toSorted((a, b) => Temporal.Instant.compare(a.at, b.at) || a.n - b.n)
  const [first] = left
  if (!first) return []
  return left.map(({ n, at }) => ({ n, at: now.add(at.since(first.at)) }))
}
