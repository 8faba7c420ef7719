/** The pure part: what a look at a promise says, whether that is news, and when to look again. */

/** Why nothing can be said of a promise; paused ones are not looked at. */
export const REASONS = ['no_history', 'preparing', 'ended', 'paused'] as const
export type Reason = Exclude<(typeof REASONS)[number], 'paused'>

/** The chance at an instant, and when it will have fallen to another; or why there is none. */
export type Saying = { chance: number; when(chance: number): number } | { reason: Reason }

/** A promise as it was left by the last look. Instants are epoch milliseconds. */
export type Standing = { dueAt: number; atRisk: boolean; lastSaid: number | null }

export type Setting = {
  now: number
  /** A promise with a chance below this is at risk. */
  below: number
  /** When there will be another model. */
  newModelAt: number
}

export type Look = {
  chance: number | null
  reason: Reason | null
  atRisk: boolean
  /** The news, if it is one. */
  crossed: 'at_risk' | 'off_risk' | null
  /** Whether the chance is kept among what was said. */
  said: boolean
  /** null: never again by itself. */
  lookAt: number | null
}

/** So much higher than the threshold is a promise off risk again; halfway to certainty where that is nearer. */
const MARGIN = 0.1
/** A chance that has changed by less than this is not worth keeping. */
const WORTH_SAYING = 0.02
/** Looked at again when it has lost this much. */
const LOST = 0.05
/** Past the threshold rather than upon it. */
const PAST = 0.001
/** By time alone nothing is looked at sooner. */
const APART_MS = 60_000
const PREPARED_MS = 300_000

const backAbove = (below: number): number => Math.min(below + MARGIN, (1 + below) / 2)

/** What a look at a promise says at `now`; null once its due instant has passed: nothing is at risk any more. */
export function lookAt({ dueAt, atRisk, lastSaid }: Standing, saying: Saying, setting: Setting): Look | null {
  const { now, below, newModelAt } = setting
  if (now >= dueAt) return null
  if ('reason' in saying) {
    const { reason } = saying
    // What is not known yet takes nothing back.
    const still = reason === 'preparing' && atRisk
    const next = reason === 'preparing' ? now + PREPARED_MS : newModelAt
    const crossed = atRisk && !still ? 'off_risk' : null
    return { chance: null, reason, atRisk: still, crossed, said: false, lookAt: Math.min(next, dueAt) }
  }
  const { chance, when } = saying
  const risky = chance < (atRisk ? backAbove(below) : below)
  const crossed = risky === atRisk ? null : risky ? 'at_risk' : 'off_risk'
  // The chance falls with time: of two lower ones the higher comes first.
  const lower = risky ? chance - LOST : Math.max(below - PAST, chance - LOST)
  const fallsAt = when(lower)
  return {
    chance,
    reason: null,
    atRisk: risky,
    crossed,
    said: crossed !== null || lastSaid === null || Math.abs(chance - lastSaid) >= WORTH_SAYING,
    lookAt: Math.min(Math.max(fallsAt, now + APART_MS), newModelAt, dueAt),
  }
}
