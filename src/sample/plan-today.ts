import type { Language } from '#platform/fields'
import { MATTERS, SERVICES } from './firm.ts'
import type { FirmHours } from './firm-hours.ts'
import type { PlannedCustomer } from './plan-customers.ts'
import { planRequest, type Subject } from './plan-requests.ts'
import type { Random } from './random.ts'
import { along, answering, between, HOUR, isBefore, MINUTE, plus, promiseOf, type Scene, telling } from './scene.ts'
import type { PlannedStory, Step } from './step.ts'
import { wordsIn } from './words/in-language.ts'
import { SERVICE_KEYS } from './words/words.ts'

type Kind =
  | 'accepted'
  | 'told'
  | 'asked'
  | 'moving'
  | 'wished'
  | 'waiting'
  | 'replied'
  | 'updated'
  | 'delivered'
  | 'delivered_late'

/** Stories whose present state is the point: opened and due so many hours from now. */
const TODAY: readonly { kind: Kind; opened: number; due: number; reach?: PlannedCustomer['reach'] }[] = [
  // Due soon.
  { kind: 'accepted', opened: -5, due: 0.8 },
  { kind: 'accepted', opened: -26, due: 1.6 },
  { kind: 'told', opened: -7, due: 2.75 },
  { kind: 'accepted', opened: -50, due: 3.5 },
  { kind: 'told', opened: -30, due: 5 },
  { kind: 'accepted', opened: -76, due: 6.5 },
  { kind: 'accepted', opened: -12, due: 19 },
  { kind: 'told', opened: -98, due: 21 },
  { kind: 'accepted', opened: -28, due: 23 },
  // Overdue.
  { kind: 'accepted', opened: -9, due: -0.6 },
  { kind: 'told', opened: -31, due: -4.5 },
  { kind: 'accepted', opened: -80, due: -25 },
  { kind: 'accepted', opened: -190, due: -70 },
  // Waiting for an answer.
  { kind: 'asked', opened: -1.2, due: 27 },
  { kind: 'asked', opened: -3, due: 52 },
  { kind: 'asked', opened: -6, due: 74 },
  { kind: 'asked', opened: -22, due: 120 },
  { kind: 'asked', opened: -27, due: 147 },
  // Another date has been proposed; the old one stands.
  { kind: 'moving', opened: -30, due: 4 },
  // Declined with another wish, and nobody has answered that yet.
  { kind: 'wished', opened: -8, due: 30 },
  { kind: 'wished', opened: -29, due: 48 },
  // Nobody could be told.
  { kind: 'told', opened: -1.5, due: 26, reach: 'phone' },
  { kind: 'asked', opened: -4, due: 50, reach: 'phone' },
  { kind: 'told', opened: -2.2, due: 29, reach: 'nobody' },
  // The customer is asked for something; one has answered.
  { kind: 'waiting', opened: -51, due: 28 },
  { kind: 'waiting', opened: -99, due: 50 },
  { kind: 'replied', opened: -75, due: 31 },
  // The customer hears every day how things stand.
  { kind: 'updated', opened: -32, due: 76 },
  // Done today.
  { kind: 'delivered', opened: -24, due: -0.4 },
  { kind: 'delivered', opened: -44, due: -2 },
  { kind: 'delivered', opened: -51, due: 1.2 },
  { kind: 'delivered_late', opened: -27, due: -5 },
]

export const TODAYS_REQUESTS = TODAY.length

/** The stories that make the present look like a working day, whenever it is. */
export function planToday(
  customers: readonly PlannedCustomer[],
  firm: { now: Temporal.Instant; language: Language; hours: FirmHours },
  random: Random,
): PlannedStory[] {
  return TODAY.map(({ kind, opened, due, reach = 'email' }, i) => {
    const able = customers.flatMap((customer, index) => (customer.reach === reach ? [index] : []))
    const customer = able[(i * 7) % able.length] ?? 0
    const openedAt = plus(firm.now, opened * HOUR)
    const madeAt = along(openedAt, firm.now, 0.08)
    const wanted = plus(firm.now, due * HOUR).round({
      smallestUnit: 'minute',
      roundingIncrement: 5,
      roundingMode: 'ceil',
    })
    const dueAt = byDay(wanted, { madeAt, firm })
    const about = aboutOf(i, between(madeAt, dueAt), firm.hours.isOpen(plus(dueAt, -MINUTE)))
    const request = planRequest(about, openedAt, customer, { customers, language: firm.language, random, nth: i })
    const scene: Scene = {
      request,
      customer: customers[customer] ?? raise(),
      firm,
      random,
      madeAt,
      doneAt: kind === 'delivered_late' ? plus(dueAt, 2.5 * HOUR) : plus(firm.now, Math.min(-0.1, due - 0.3) * HOUR),
      visit: random.chance(about.work.visits),
    }
    return { request, steps: stepsOf(kind, scene, dueAt).map((step) => heldToFloor(step, scene)) }
  })
}

/** Most of its like take no longer: a promise of so many milliseconds is one that is usually kept. */
const usually = ({ work }: Subject, milliseconds: number): boolean =>
  work.medianSeconds * Math.exp(1.2 * work.spread) * 1000 <= milliseconds

/** In turn what is usually done in this time; what is due in the night, or sooner than anything is done, is an emergency. */
function aboutOf(nth: number, milliseconds: number, byDay: boolean): Subject {
  const emergency: Subject = { service: 'leak', work: SERVICES.leak }
  if (!byDay) return emergency
  const subjects: Subject[] = [
    ...SERVICE_KEYS.map((service) => ({ service, work: SERVICES[service] })),
    ...(['complaint', 'question'] as const).map((matter) => ({ matter, work: MATTERS[matter] })),
  ]
  const fit = subjects.filter((subject) => usually(subject, milliseconds))
  return fit[nth % fit.length] ?? emergency
}

/** For two days the firm has held what it promises to its floor: those days' history can be asked what it said then. */
function heldToFloor(step: Step, { firm, random }: Scene): Step {
  if (step.do !== 'make' || isBefore(step.at, plus(firm.now, -54 * HOUR))) return step
  const held = { belowFloorReason: random.pick(wordsIn(firm.language).hurries) }
  return { ...step, promise: { ...step.promise, held } }
}

/**
 * Moves an instant that is hours away into the firm's day: a later one to the next, an earlier one to the day before
 * unless the promise was not made yet. What is near stays where it is.
 */
function byDay(
  wanted: Temporal.Instant,
  { madeAt, firm }: { madeAt: Temporal.Instant; firm: { now: Temporal.Instant; hours: FirmHours } },
): Temporal.Instant {
  const away = between(firm.now, wanted)
  if (Math.abs(away) < 4 * HOUR || firm.hours.isOpen(wanted)) return wanted
  if (away > 0) return firm.hours.halfHourFrom(wanted)
  const before = firm.hours.halfHourUntil(wanted)
  return isBefore(plus(madeAt, HOUR), before) ? before : wanted
}

function stepsOf(kind: Kind, scene: Scene, dueAt: Temporal.Instant): Step[] {
  const { request, customer, firm, madeAt, doneAt, random } = scene
  const asks = kind !== 'told'
  const made: Step = { do: 'make', at: madeAt, by: request.takenBy, promise: promiseOf(scene, dueAt, { asks }) }
  const soon = along(madeAt, firm.now, 0.5)
  const told = telling(scene, madeAt, soon).filter((step) => customer.reach === 'email' || step.do === 'cannot_tell')
  const words = wordsIn(customer.language)
  const accepted = [made, ...told, answering(scene, told, earliest(soon, dueAt), 'accepted')]
  const look: Step = { do: 'clock', at: plus(dueAt, 210), by: 'clock' }
  if (kind === 'told' || kind === 'asked') return [made, ...told, look]
  if (kind === 'accepted') return [...accepted, look]
  if (kind === 'wished') {
    const wish = { wishAt: firm.hours.halfHourFrom(plus(dueAt, 22 * HOUR)), wishText: random.pick(words.wishes) }
    return [made, ...told, { ...answering(scene, told, soon, 'declined'), ...wish }]
  }
  const stands = (more: Parameters<typeof promiseOf>[2]): Step[] => {
    const promise = promiseOf(scene, dueAt, { asks: true, ...more })
    return [{ ...made, promise }, ...told, answering(scene, told, soon, 'accepted')]
  }
  const { owner } = request
  if (kind === 'waiting' || kind === 'replied') {
    const { ask, reply } = random.pick(words.questions)
    const askedAt = along(soon, firm.now, 0.4)
    const asked: Step[] = [
      ...stands({ countsFromAnswer: true }),
      { do: 'ask', at: askedAt, by: owner, waitingFor: ask },
      ...telling(scene, askedAt, firm.now),
    ]
    const at = plus(firm.now, -0.8 * HOUR)
    const answered: Step[] = [{ do: 'reply', at, by: 'customer', text: reply }, ...telling(scene, at, firm.now)]
    return kind === 'waiting' ? asked : [...asked, ...answered]
  }
  if (kind === 'updated') {
    const at = plus(soon, -MINUTE)
    const promise = { ...promiseOf(scene, plus(at, 24 * HOUR)), kind: 'next_update' as const, wording: words.update }
    const update = { ...promise, caveats: [], asks: false, daily: true, windowFrom: undefined }
    const keptAt = along(at, firm.now, 0.6)
    return [
      ...stands({}),
      { do: 'make', at, by: owner, promise: update },
      ...telling(scene, at, firm.now),
      { do: 'keep', at: keptAt, by: owner, occurredAt: plus(keptAt, -MINUTE) },
      ...telling(scene, keptAt, firm.now),
    ]
  }
  if (kind === 'moving') {
    const at = along(soon, firm.now, 0.8)
    const promise = promiseOf(scene, firm.hours.halfHourFrom(plus(dueAt, 26 * HOUR)), { asks: true })
    const move: Step = { do: 'move', at, by: request.owner, promise, reason: random.pick(words.reasons) }
    return [...accepted, move, ...telling(scene, at, firm.now)]
  }
  const kept: Step = { do: 'keep', at: plus(doneAt, 60_000), by: request.owner, occurredAt: doneAt }
  return kind === 'delivered_late' ? [...accepted, look, kept] : [...accepted, kept]
}

const earliest = (a: Temporal.Instant, b: Temporal.Instant) => (Temporal.Instant.compare(a, b) < 0 ? a : b)

const raise = (): never => {
  throw new Error('The sample has no such customer')
}
