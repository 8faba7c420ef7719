import type { Language } from '#platform/fields'
import { type SampleSize, SEED } from './firm.ts'
import { type FirmHours, firmHours } from './firm-hours.ts'
import { type PlannedCustomer, planCustomers } from './plan-customers.ts'
import { type PlannedRequest, planRequests } from './plan-requests.ts'
import { planToday, TODAYS_REQUESTS } from './plan-today.ts'
import { type Random, randomFrom } from './random.ts'
import { between, HOUR, isBefore, isEmergency, MINUTE, plus, type Scene } from './scene.ts'
import type { PlannedStory, Step } from './step.ts'
import { CARDS, type Card, firstReply, storyOf, TROUBLED } from './stories.ts'

export type SamplePlan = {
  /** With the instant at which each is first heard of. */
  customers: (PlannedCustomer & { since: Temporal.Instant })[]
  /** In the order in which they were opened. */
  stories: PlannedStory[]
}

// Seconds over which work that would have ended out of hours is spread on the next day.
const WORKING_DAY = 9 * 3_600

type Firm = { now: Temporal.Instant; language: Language; timeZone: string; hours: FirmHours }

/**
 * A year in the life of the sample business, up to `now`: the same for the same arguments. Nothing in it lies after
 * `now` but what is promised.
 */
export function planSample(
  about: { now: Temporal.Instant; language: Language; timeZone: string },
  size: SampleSize,
): SamplePlan {
  const random = randomFrom(SEED)
  const firm: Firm = { ...about, hours: firmHours(about.timeZone) }
  const customers = planCustomers(size.customers, firm, random.fork('customers'))
  const requests = planRequests(Math.max(1, size.requests - TODAYS_REQUESTS), customers, firm, random.fork('requests'))
  const cards = deal(requests, random.fork('cards'))
  const drawing = random.fork('stories')
  const stories = requests.map((request, i): PlannedStory => {
    const scene = sceneOf(request, { customers, firm, random: drawing.fork(String(i)) })
    return { request, steps: upTo(firm.now, tell(cards[i] ?? 'accepted', scene)) }
  })
  for (const story of planToday(customers, firm, random.fork('today')))
    stories.push({ ...story, steps: upTo(firm.now, story.steps) })
  stories.sort((a, b) => Temporal.Instant.compare(a.request.openedAt, b.request.openedAt))
  return { customers: known(customers, stories, firm.now), stories }
}

/**
 * Deals the cards so that every hundred requests in a row have about the same mix, the trouble mostly with those that
 * took unusually long. What does not fill a hundred comes first: the recent past is always whole.
 */
function deal(requests: readonly PlannedRequest[], random: Random): Card[] {
  const deck = (Object.keys(CARDS) as Card[]).flatMap((card) => Array.from({ length: CARDS[card] }, () => card))
  const cards: Card[] = []
  const left = requests.length % deck.length
  for (let at = left === 0 ? 0 : left - deck.length; at < requests.length; at += deck.length) {
    const group = requests.slice(Math.max(0, at), at + deck.length)
    const chosen = random.shuffle(deck).slice(0, group.length)
    const troubled = chosen.filter((card) => TROUBLED.has(card))
    const others = chosen.filter((card) => !TROUBLED.has(card))
    const worst = group
      .map((request, i) => ({ i, trouble: request.unusual + random.normal() * 0.7 }))
      .sort((a, b) => b.trouble - a.trouble)
    for (const [rank, { i }] of worst.entries()) {
      const card = troubled[rank] ?? others[rank - troubled.length]
      if (card) cards[Math.max(0, at) + i] = card
    }
  }
  return cards
}

function sceneOf(
  request: PlannedRequest,
  with_: { customers: readonly PlannedCustomer[]; firm: Firm; random: Random },
): Scene {
  const { firm, random } = with_
  const customer = with_.customers[request.customer]
  if (!customer) throw new Error('A request belongs to a customer')
  const emergency = isEmergency(request)
  const answered = plus(
    request.openedAt,
    emergency ? random.between(3, 20) * MINUTE : random.logNormal(45 * MINUTE, 0.9),
  )
  const madeAt = emergency ? answered : firm.hours.working(answered, random)
  const ended = plus(request.openedAt, request.seconds * 1_000)
  const worked = emergency ? ended : firm.hours.working(ended, random, WORKING_DAY)
  const soonest = plus(madeAt, random.between(45, 170) * MINUTE)
  const doneAt = isBefore(worked, soonest) ? soonest : worked
  const visit = random.chance(request.about.work.visits)
  return { request, customer, firm, random, visit, madeAt, doneAt }
}

/** The card's story. What would leave a date missed and the work not done at present is told as one that goes well. */
function tell(card: Card, scene: Scene): Step[] {
  const { firm, doneAt, request, random } = scene
  const unfinished = between(doneAt, firm.now) < (card === 'corrected' ? 96 : 1) * HOUR
  const told = unfinished && TROUBLED.has(card) && card !== 'moved' ? 'accepted' : card
  const written = request.channel === 'email' || request.channel === 'website'
  const reply = written && told !== 'no_promise' && random.chance(0.3) ? firstReply(scene) : []
  return [...reply, ...storyOf(told, scene)]
}

/** The steps that have happened by `now`, each after the one before. */
function upTo(now: Temporal.Instant, steps: readonly Step[]): Step[] {
  const happened: Step[] = []
  for (const step of steps) {
    const last = happened.at(-1)
    const at = last && !isBefore(last.at, step.at) ? plus(last.at, 1_000) : step.at
    if (isBefore(now, at)) break
    happened.push({ ...step, at })
  }
  return happened
}

/** Customers with the instant of the first contact, in that order of the plan. */
function known(
  customers: readonly PlannedCustomer[],
  stories: readonly PlannedStory[],
  now: Temporal.Instant,
): SamplePlan['customers'] {
  const first = new Map<number, Temporal.Instant>()
  for (const { request } of stories) if (!first.has(request.customer)) first.set(request.customer, request.openedAt)
  return customers.map((customer, i) => ({
    ...customer,
    since: plus(first.get(i) ?? plus(now, -(30 + ((i * 17) % 300)) * 24 * HOUR), -3 * MINUTE),
  }))
}
