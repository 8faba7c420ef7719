import { paths } from '../paths.ts'

/** How a promise looks: its state, or what is true of it meanwhile. */
export type PromiseLook =
  | 'proposed'
  | 'open'
  | 'paused'
  | 'atRisk'
  | 'dueSoon'
  | 'overdue'
  | 'broken'
  | 'kept'
  | 'renegotiated'
  | 'declined'
  | 'withdrawn'

interface Shown {
  readonly state: 'proposed' | 'open' | 'kept' | 'broken' | 'withdrawn' | 'declined' | 'renegotiated'
  readonly dueAt: string
  readonly occurredAt: string | null
  /** Since when its clock stands, waiting on the customer. */
  readonly pausedAt?: string | null
  readonly risk?: { readonly atRisk: boolean } | null
}

// The last part of the time that was promised: a tenth of it, between one hour and one day.
const soonShare = 0.1
const hour = 3_600_000

/**
 * What to show of a promise at a moment (milliseconds). Overdue is a broken promise that is not delivered yet; an open
 * one whose due instant has just passed is shown as overdue before the clock of the server has said so.
 */
export function lookOf(promise: Shown & { readonly madeAt?: string }, now: number): PromiseLook {
  if (promise.state === 'broken') return promise.occurredAt === null ? 'overdue' : 'broken'
  if (promise.state !== 'open') return promise.state
  // Nobody can be late while the customer is asked.
  if (promise.pausedAt) return 'paused'
  const due = Date.parse(promise.dueAt)
  if (due < now) return 'overdue'
  if (promise.risk?.atRisk) return 'atRisk'
  return due - now <= soonBefore(promise) ? 'dueSoon' : 'open'
}

function soonBefore({ dueAt, madeAt }: { dueAt: string; madeAt?: string }): number {
  const length = madeAt ? Date.parse(dueAt) - Date.parse(madeAt) : 0
  return Math.min(24 * hour, Math.max(hour, length * soonShare))
}

/** Where a promise is seen to: its request or conversation; Today, where it is about something else. */
export function placeOf({ id, about }: { readonly id: string; readonly about: string }): string {
  const requestId = requestIdOf(about)
  if (requestId) return paths.request(requestId, id)
  return about.startsWith('conversation:') ? paths.conversation(about.slice('conversation:'.length)) : paths.today()
}

/** The request that a promise is about; null when it is about something else. */
export const requestIdOf = (about: string): string | null =>
  about.startsWith('request:') ? about.slice('request:'.length) : null
