/** The pure part of the ledger: what a promise is and how it changes. No database, no clock of its own. */

export const STATES = ['proposed', 'open', 'kept', 'broken', 'withdrawn', 'declined', 'renegotiated'] as const
export type State = (typeof STATES)[number]

export const CONSENTS = ['not_asked', 'pending', 'accepted', 'unanswered', 'declined'] as const
export type Consent = (typeof CONSENTS)[number]

/** What decides about a promise's next step. `answerBy` is set exactly while an answer is or was asked. */
export type Standing = {
  id: string
  state: State
  consent: Consent
  madeAt: Temporal.Instant
  dueAt: Temporal.Instant
  answerBy: Temporal.Instant | null
  toldAt: Temporal.Instant | null
  /** When what was promised happened; null while undelivered. */
  occurredAt: Temporal.Instant | null
  /** While we wait on the customer its clock stands: nothing happens to it by itself. */
  pausedAt: Temporal.Instant | null
}

/** A change of one promise: the new state, and the event that says why. */
export type Step = {
  id: string
  event:
    | 'unanswered'
    | 'broken'
    | 'accepted'
    | 'declined'
    | 'kept'
    | 'corrected'
    | 'delivered'
    | 'withdrawn'
    | 'renegotiated'
  state: State
  consent: Consent
  /** When it took effect: the due instant for a promise broken by the clock, whenever the clock looked. */
  at: Temporal.Instant
}

const after = (a: Temporal.Instant, b: Temporal.Instant): boolean => Temporal.Instant.compare(a, b) > 0

/** Half the time to due, and never after due. */
export function defaultAnswerBy(madeAt: Temporal.Instant, dueAt: Temporal.Instant): Temporal.Instant {
  const half = Math.floor((dueAt.epochMilliseconds - madeAt.epochMilliseconds) / 2)
  return Temporal.Instant.fromEpochMilliseconds(madeAt.epochMilliseconds + Math.max(0, half))
}

/** When the clock has to look at a promise next; null when nothing happens to it by itself any more. */
export const nextCheckAt = (
  promise: Pick<Standing, 'state' | 'dueAt' | 'answerBy' | 'pausedAt'>,
): Temporal.Instant | null => {
  if (promise.pausedAt !== null) return null
  return promise.state === 'proposed' ? promise.answerBy : promise.state === 'open' ? promise.dueAt : null
}

/**
 * What the clock does to a promise at `now`: silence past `answerBy` opens it (what was told binds), and an open
 * promise whose due instant has passed is broken, at that instant. Delivery exactly at the due instant is in time, so
 * the due instant itself breaks nothing until it has passed.
 */
export function stepsByClock(promise: Standing, now: Temporal.Instant): Step[] {
  const steps: Step[] = []
  let { state, consent } = promise
  if (promise.pausedAt !== null) return steps
  if (state === 'proposed' && promise.answerBy !== null && !after(promise.answerBy, now)) {
    state = 'open'
    consent = 'unanswered'
    steps.push({ id: promise.id, event: 'unanswered', state, consent, at: promise.answerBy })
  }
  if (state === 'open' && after(now, promise.dueAt))
    steps.push({ id: promise.id, event: 'broken', state: 'broken', consent, at: promise.dueAt })
  return steps
}

export type Delivery = { steps: Step[]; needsReason: boolean; corrects: Temporal.Instant | null }

/**
 * What a delivery at `occurredAt` does to a chain: every promise of it that still stands, or was broken by the clock
 * and not delivered, is judged against its own due instant. An open proposal of another date has become pointless and
 * is withdrawn.
 * @returns `needsReason` when a broken promise turns out to have been kept (a correction); `corrects` is the earliest
 * due instant so corrected.
 */
export function stepsByDelivery(
  chain: readonly Standing[],
  occurredAt: Temporal.Instant,
  now: Temporal.Instant,
): Delivery {
  const steps: Step[] = []
  let corrects: Temporal.Instant | null = null
  for (const promise of chain) {
    const inTime = !after(occurredAt, promise.dueAt)
    const byClock = promise.state === 'open' ? stepsByClock(promise, now) : []
    const { id, consent } = promise
    if (promise.state === 'open' && inTime) steps.push({ id, event: 'kept', state: 'kept', consent, at: occurredAt })
    else if (promise.state === 'open')
      steps.push(...byClock, { id, event: 'delivered', state: 'broken', consent, at: occurredAt })
    else if (promise.state === 'broken' && promise.occurredAt === null && inTime) {
      steps.push({ id, event: 'corrected', state: 'kept', consent, at: occurredAt })
      if (corrects === null || after(corrects, promise.dueAt)) corrects = promise.dueAt
    } else if (promise.state === 'broken' && promise.occurredAt === null)
      steps.push({ id, event: 'delivered', state: 'broken', consent, at: occurredAt })
    else if (promise.state === 'proposed') steps.push({ id, event: 'withdrawn', state: 'withdrawn', consent, at: now })
  }
  return { steps, needsReason: corrects !== null, corrects }
}

/**
 * What an acceptance does: the accepted promise opens, and what it replaces, as far as it still stands, is renegotiated.
 * An earlier promise that broke before the acceptance stays broken.
 */
export function stepsByAcceptance(chain: readonly Standing[], id: string, now: Temporal.Instant): Step[] {
  const accepted = chain.findIndex((promise) => promise.id === id)
  const steps: Step[] = [{ id, event: 'accepted', state: 'open', consent: 'accepted', at: now }]
  for (const promise of chain.slice(0, Math.max(0, accepted))) {
    const broken = stepsByClock(promise, now).some((step) => step.event === 'broken')
    if (promise.state === 'open' && !broken)
      steps.push({ id: promise.id, event: 'renegotiated', state: 'renegotiated', consent: promise.consent, at: now })
  }
  return steps
}

export const OUTCOMES = ['pending', 'kept', 'kept_as_moved', 'kept_as_told', 'broken', 'withdrawn', 'declined'] as const
export type Outcome = (typeof OUTCOMES)[number]

/**
 * The outcome that the root of a chain carries. `chain` is in the order of making, root first.
 * - kept as moved: each move accepted before the old due instant, the last promise kept;
 * - kept as told: the new date told before the old due instant, no answer, delivered by the new date. The old promise
 *   counts as broken in strict figures.
 */
export function outcomeOf(chain: readonly Standing[]): Outcome {
  let moved = false
  let told = false
  let at = 0
  for (;;) {
    const promise = chain[at]
    if (!promise) return 'pending'
    // A proposal that was declined, taken back or still waits was never in force.
    const next = chain.findIndex((other, i) => i > at && other.consent !== 'declined' && other.consent !== 'pending')
    const successor = next < 0 ? undefined : chain[next]
    if (promise.state === 'kept') return told ? 'kept_as_told' : moved ? 'kept_as_moved' : 'kept'
    if (promise.state === 'renegotiated' && successor) {
      moved = true
      at = next
    } else if (promise.state === 'broken') {
      const toldInTime = successor?.toldAt != null && !after(successor.toldAt, promise.dueAt)
      if (!successor || !toldInTime || successor.consent !== 'unanswered' || outcomeOf(chain.slice(next)) !== 'kept')
        return 'broken'
      told = true
      at = next
    } else if (promise.state === 'withdrawn' || promise.state === 'declined') return promise.state
    else return 'pending'
  }
}

/** The outcome of a promise that no other date followed. */
export const outcomeOfLone = (state: string): Outcome =>
  state === 'kept' || state === 'broken' || state === 'withdrawn' || state === 'declined' ? state : 'pending'

export const ACTIONS = [
  'accept',
  'decline',
  'deliver',
  'update',
  'withdraw',
  'renegotiate',
  'handOver',
  'tell',
] as const
export type Action = (typeof ACTIONS)[number]

/** Somebody has to see to it still: it stands, or it was broken by the clock and never delivered. */
export const isUnfinished = ({ state, occurredAt }: Pick<Standing, 'state' | 'occurredAt'>): boolean =>
  state === 'open' || state === 'proposed' || (state === 'broken' && occurredAt === null)

/** What can be done to a promise in its present state; `chain` decides whether it is the one that may be moved. */
export function possibleActions(promise: Standing, chain: readonly Standing[]): Action[] {
  const live = chain.filter((other) => other.state === 'open' || other.state === 'proposed' || other.state === 'broken')
  const last = live.at(-1)?.id === promise.id
  const actions: Action[] = []
  if (promise.state === 'proposed') actions.push('accept', 'decline')
  if (promise.state === 'open' || (promise.state === 'broken' && promise.occurredAt === null)) actions.push('deliver')
  if (promise.state === 'proposed' || promise.state === 'open') actions.push('withdraw')
  if (last && (promise.state === 'open' || (promise.state === 'broken' && promise.occurredAt === null)))
    actions.push('renegotiate')
  if (isUnfinished(promise)) actions.push('handOver')
  return actions
}
