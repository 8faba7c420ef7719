import {
  along,
  answering,
  between,
  closing,
  earlier,
  ending,
  HOUR,
  isBefore,
  keptDue,
  MINUTE,
  missedDue,
  plus,
  promiseOf,
  type Scene,
  telling,
} from './scene.ts'
import type { PlannedPromise, Step } from './step.ts'
import { wordsIn } from './words/in-language.ts'

/** What became of a request's promise, one story each, and how often in a hundred requests. */
export const CARDS = {
  accepted: 31,
  told_only: 17,
  unanswered: 8,
  accepted_by_phone: 6,
  moved: 7,
  kept_as_told: 2,
  move_declined: 1,
  late: 7,
  corrected: 3,
  withdrawn: 3,
  declined: 2,
  wished: 3,
  no_promise: 10,
} as const
export type Card = keyof typeof CARDS

/** Stories that go with long durations. */
export const TROUBLED: ReadonlySet<Card> = new Set(['moved', 'kept_as_told', 'late', 'corrected', 'move_declined'])

/** The clock's look follows an instant within the second. */
const look = (at: Temporal.Instant): Step => ({ do: 'clock', at: plus(at, 210), by: 'clock' })

/** What a member decides is decided by day, unless that is too soon after the promise. */
const byDay = ({ firm, madeAt, random }: Scene, at: Temporal.Instant): Temporal.Instant =>
  firm.hours.workingBefore(at, along(madeAt, at, 0.25), random)

const make = (scene: Scene, dueAt: Temporal.Instant, more: Parameters<typeof promiseOf>[2] = {}): Step => ({
  do: 'make',
  at: scene.madeAt,
  by: scene.request.takenBy,
  promise: promiseOf(scene, dueAt, more),
})

/** Made, told and, when asked for, accepted, in time for an instant. */
function agreed(scene: Scene, dueAt: Temporal.Instant, before: Temporal.Instant, through?: 'phone'): Step[] {
  const told = telling(scene, scene.madeAt, before)
  return [
    make(scene, dueAt, { asks: true, basis: 'agreement' }),
    ...told,
    answering(scene, told, before, 'accepted', through),
  ]
}

/** A first date that is moved while there is time. With `silence`, nobody answers until that share of the way. */
function moving(scene: Scene, silence?: number) {
  const { random, request, customer, madeAt, doneAt } = scene
  const first = missedDue(scene)
  const movedAt = byDay(scene, along(madeAt, first, random.between(0.5, 0.75)))
  const told = telling(scene, movedAt, first)
  const answerBy = silence === undefined ? undefined : along(movedAt, doneAt, silence)
  const promise = promiseOf(scene, keptDue(scene), { asks: true, basis: 'agreement', answerBy })
  const reason = random.pick(wordsIn(customer.language).reasons)
  const move: Step = { do: 'move', at: movedAt, by: request.owner, promise, reason }
  return { first, movedAt, answerBy, steps: [move, ...told] }
}

const stories: Readonly<Record<Card, (scene: Scene) => Step[]>> = {
  no_promise: (scene) => [closing(scene, scene.doneAt, 'matter' in scene.request.about ? 'answered' : 'done')],

  told_only: (scene) => [make(scene, keptDue(scene)), ...telling(scene, scene.madeAt, scene.doneAt), ...ending(scene)],

  accepted: (scene) => [...agreed(scene, keptDue(scene), scene.doneAt), ...ending(scene)],

  accepted_by_phone: (scene) => [...agreed(scene, keptDue(scene), scene.doneAt, 'phone'), ...ending(scene)],

  unanswered(scene) {
    const answerBy = along(scene.madeAt, scene.doneAt, 0.45)
    const asked = make(scene, keptDue(scene), { asks: true, answerBy })
    return [asked, ...telling(scene, scene.madeAt, answerBy), look(answerBy), ...ending(scene)]
  },

  moved(scene) {
    const { first, movedAt, steps } = moving(scene)
    return [...agreed(scene, first, movedAt), ...steps, answering(scene, steps, first, 'accepted'), ...ending(scene)]
  },

  kept_as_told(scene) {
    const { first, movedAt, answerBy = first, steps } = moving(scene, 0.6)
    const looks = [look(answerBy), look(first)].sort((a, b) => Temporal.Instant.compare(a.at, b.at))
    return [...agreed(scene, first, movedAt), ...steps, ...looks, ...ending(scene)]
  },

  move_declined(scene) {
    const { random, request, customer, madeAt, doneAt } = scene
    const movedAt = byDay(scene, along(madeAt, doneAt, random.between(0.5, 0.6)))
    const dueAt = keptDue(scene)
    const promise = promiseOf(scene, scene.firm.hours.halfHourFrom(plus(dueAt, 30 * HOUR)), { asks: true })
    const told = telling(scene, movedAt, doneAt)
    const reason = random.pick(wordsIn(customer.language).reasons)
    return [
      ...agreed(scene, dueAt, movedAt),
      { do: 'move', at: movedAt, by: request.owner, promise, reason },
      ...told,
      answering(scene, told, doneAt, 'declined'),
      ...ending(scene).map((step) => (step.do === 'keep' ? { ...step, back: 1 } : step)),
    ]
  },

  late(scene) {
    const dueAt = missedDue(scene)
    return [...agreed(scene, dueAt, dueAt), look(dueAt), ...ending(scene, {})]
  },

  corrected(scene) {
    const dueAt = keptDue(scene)
    const recordedAt = plus(dueAt, scene.random.between(1, 18) * HOUR)
    const reason = scene.random.pick(wordsIn(scene.firm.language).corrections)
    return [...agreed(scene, dueAt, scene.doneAt), look(dueAt), ...ending(scene, { recordedAt, reason })]
  },

  withdrawn(scene) {
    const { random, customer, request, madeAt, doneAt } = scene
    const at = byDay(scene, along(madeAt, doneAt, random.between(0.5, 0.9)))
    const told = telling(scene, at, doneAt)
    const reason = random.pick(wordsIn(customer.language).withdrawals)
    const closed = closing(scene, plus(told.at(-1)?.at ?? at, 5 * MINUTE), 'cancelled')
    return [...agreed(scene, keptDue(scene), at), { do: 'withdraw', at, by: request.owner, reason }, ...told, closed]
  },

  declined(scene) {
    const told = telling(scene, scene.madeAt, scene.doneAt)
    const answer = answering(scene, told, scene.doneAt, 'declined')
    return [
      make(scene, keptDue(scene), { asks: true }),
      ...told,
      answer,
      closing(scene, plus(answer.at, 45 * MINUTE), 'refused'),
    ]
  },

  wished(scene) {
    const { random, customer, doneAt, madeAt } = scene
    const dueAt = keptDue(scene)
    // The first offer does not suit the customer.
    const offered = earlier(missedDue(scene), plus(dueAt, -30 * MINUTE))
    const soon = along(madeAt, offered, 0.8)
    const told = telling(scene, madeAt, soon)
    const wish = { wishAt: dueAt, wishText: random.pick(wordsIn(customer.language).wishes) }
    const answer = { ...answering(scene, told, soon, 'declined'), ...wish }
    const again = { ...scene, madeAt: plus(answer.at, Math.min(40 * MINUTE, between(answer.at, doneAt) * 0.3)) }
    return [make(scene, offered, { asks: true }), ...told, answer, ...agreed(again, dueAt, doneAt), ...ending(again)]
  },
}

/** A promise at once, that somebody will answer: kept when the date is promised. */
export function firstReply(scene: Scene): Step[] {
  const { request, firm, random, madeAt, customer } = scene
  const askedAt = plus(request.openedAt, 20_000)
  const dueAt = firm.hours.halfHourFrom(plus(firm.hours.working(request.openedAt, random.fork('reply')), 4 * HOUR))
  if (!isBefore(plus(askedAt, 10 * MINUTE), madeAt) || !isBefore(madeAt, dueAt)) return []
  const wording = wordsIn(customer.language).firstReply
  const answeredAt = plus(madeAt, -MINUTE)
  const promise: PlannedPromise = {
    ...{ kind: 'first_reply', wording, language: customer.language, dueAt },
    ...{ caveats: [], asks: false, basis: 'policy' },
  }
  return [
    { do: 'make', at: askedAt, by: request.takenBy, promise },
    ...telling(scene, askedAt, answeredAt),
    { do: 'keep', at: answeredAt, by: request.takenBy, occurredAt: answeredAt },
  ]
}

export const storyOf = (card: Card, scene: Scene): Step[] => stories[card](scene)
