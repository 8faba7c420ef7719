import type { Language } from '#platform/fields'
import { SERVICES } from './firm.ts'
import type { FirmHours } from './firm-hours.ts'
import type { PlannedCustomer } from './plan-customers.ts'
import type { PlannedRequest } from './plan-requests.ts'
import type { Random } from './random.ts'
import type { PlannedPromise, Step } from './step.ts'
import { wordsIn } from './words/in-language.ts'
import type { SampleWords } from './words/words.ts'

/** What a story is told with. */
export type Scene = {
  request: PlannedRequest
  customer: PlannedCustomer
  firm: { now: Temporal.Instant; language: Language; hours: FirmHours }
  random: Random
  /** When the promise is made, and when the work is really done. */
  madeAt: Temporal.Instant
  doneAt: Temporal.Instant
  /** Somebody comes in an arrival window, rather than that the end of the work is promised. */
  visit: boolean
}

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE

export const plus = (at: Temporal.Instant, milliseconds: number): Temporal.Instant =>
  at.add({ milliseconds: Math.round(milliseconds) })
export const between = (from: Temporal.Instant, to: Temporal.Instant): number =>
  to.epochMilliseconds - from.epochMilliseconds
/** A point on the way from one instant to another. */
export const along = (from: Temporal.Instant, to: Temporal.Instant, share: number): Temporal.Instant =>
  plus(from, between(from, to) * share)
export const isBefore = (a: Temporal.Instant, b: Temporal.Instant): boolean => Temporal.Instant.compare(a, b) < 0
export const earlier = (a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant => (isBefore(b, a) ? b : a)

/** Water that runs is seen to at any hour. */
export const isEmergency = ({ about }: PlannedRequest): boolean => about.work === SERVICES.leak

/** What is promised about the request, in the customer's language, by an instant. */
export function promiseOf(scene: Scene, dueAt: Temporal.Instant, more: Partial<PlannedPromise> = {}): PlannedPromise {
  const { request, customer, random } = scene
  const words = wordsIn(customer.language)
  const { about } = request
  const common = {
    language: customer.language,
    dueAt,
    asks: false,
    basis: 'person' as const,
  }
  if ('matter' in about) {
    const wording = words.matters[about.matter].promise
    const kind = about.matter === 'return' ? 'refund' : 'callback'
    return { ...common, kind, wording, caveats: [], ...more }
  }
  const texts = words.services[about.service]
  const caveats = random.chance(0.6) ? [random.pick(texts.caveats)] : []
  if (!scene.visit) return { ...common, kind: 'completion', wording: texts.done, caveats, ...more }
  return { ...common, kind: 'arrival', wording: texts.visit, caveats, windowFrom: windowBefore(scene, dueAt), ...more }
}

/** The start of a window of two to four hours, as far as there is time for one; by day, but for emergencies. */
function windowBefore(scene: Scene, dueAt: Temporal.Instant): Temporal.Instant | undefined {
  const { random, madeAt, firm, request } = scene
  const hours = Math.min(Math.round(random.between(2, 4)), Math.floor(between(madeAt, dueAt) / HOUR) - 1)
  const starts = Array.from({ length: Math.max(0, 2 * hours) }, (_, i) => plus(dueAt, (i / 2 - hours) * HOUR))
  return starts.find((start) => isEmergency(request) || firm.hours.isOpen(start))
}

/** A date that is kept: after the work is done, with something to spare; whoever comes does so within the window. */
export function keptDue({ firm, random, madeAt, doneAt, visit }: Scene): Temporal.Instant {
  // Not sooner than the report of it, which takes a quarter of an hour.
  if (visit) return firm.hours.halfHourAfter(plus(doneAt, random.between(20, 85) * MINUTE))
  return firm.hours.halfHourFrom(
    plus(doneAt, Math.max(20 * MINUTE, between(madeAt, doneAt) * random.between(0.05, 0.5))),
  )
}

/** A date that is missed: somewhere on the way. */
export function missedDue({ firm, random, madeAt, doneAt }: Scene): Temporal.Instant {
  const aim = along(madeAt, doneAt, random.between(0.45, 0.85))
  const due = firm.hours.halfHourUntil(aim)
  return isBefore(plus(madeAt, 30 * MINUTE), due) ? due : aim.round({ smallestUnit: 'minute' })
}

/** The customer is told, well before an instant: by mail at once, or by telephone once somebody finds no address. */
export function telling(scene: Scene, at: Temporal.Instant, before: Temporal.Instant): Step[] {
  const { customer, random, request } = scene
  const by = request.takenBy
  const soon = plus(at, random.between(1_500, 9_000))
  if (customer.reach === 'email') return [{ do: 'tell', at: soon, by, channel: 'email' }]
  const failure = customer.reach === 'phone' ? 'no_address' : 'no_contact'
  const called = plus(soon, Math.min(random.between(4, 40) * MINUTE, between(soon, before) * 0.15))
  return [
    { do: 'cannot_tell', at: soon, by, failure },
    { do: 'tell', at: called, by, channel: 'phone' },
  ]
}

/** The customer answers, well before an instant; who has no address does so by telephone. */
export function answering(
  scene: Scene,
  told: readonly Step[],
  before: Temporal.Instant,
  answer: 'accepted' | 'declined',
  through?: 'phone',
): Extract<Step, { do: 'answer' }> {
  const { customer, request, random } = scene
  const after = told.at(-1)?.at ?? scene.madeAt
  const at = plus(
    after,
    Math.min(random.logNormal(110 * MINUTE, 1), between(after, before) * random.between(0.25, 0.4)),
  )
  if (through !== 'phone' && customer.reach === 'email')
    return { do: 'answer', at, by: 'customer', answer, through: 'link' }
  const calledAt = scene.firm.hours.workingBefore(at, plus(after, MINUTE), random)
  return { do: 'answer', at: calledAt, by: request.takenBy, answer, through: 'phone' }
}

type Outcome = keyof SampleWords['outcomes']

/** The request is closed, with what delayed it where there was something. */
export function closing(scene: Scene, at: Temporal.Instant, outcome: Outcome): Step {
  const words = wordsIn(scene.firm.language)
  const cause = outcome === 'late' || scene.request.unusual > 1 ? scene.random.pick(words.causes) : null
  return { do: 'close', at, by: scene.request.owner, outcome: words.outcomes[outcome], cause }
}

/** The work is done and recorded; the request is closed, but for a few that everybody forgets. */
export function ending(scene: Scene, late: { recordedAt?: Temporal.Instant; reason?: string } | null = null): Step[] {
  const { doneAt, random, request } = scene
  const at = late?.recordedAt ?? plus(doneAt, random.between(1, 15) * MINUTE)
  const kept: Step = {
    do: 'keep',
    at,
    by: request.owner,
    occurredAt: doneAt,
    ...(late?.reason === undefined ? {} : { reason: late.reason }),
  }
  if (random.chance(0.01)) return [kept]
  const outcome = 'matter' in request.about ? 'answered' : late && late.reason === undefined ? 'late' : 'done'
  return [kept, closing(scene, plus(at, random.between(5_000, 50 * MINUTE)), outcome)]
}
