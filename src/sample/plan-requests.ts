import type { Language } from '#platform/fields'
import { MATTERS, MEMBERS, SERVICES, type Work } from './firm.ts'
import type { PlannedCustomer } from './plan-customers.ts'
import type { Random } from './random.ts'
import { wordsIn } from './words/in-language.ts'
import { type Channel, MATTER_KINDS, type MatterKind, SERVICE_KEYS, type ServiceKey } from './words/words.ts'

/** What a request is about: a service of the catalogue, or something else. */
export type Subject = { service: ServiceKey; work: Work } | { matter: MatterKind; work: Work }

export type PlannedRequest = {
  openedAt: Temporal.Instant
  about: Subject
  subject: string
  description: string
  /** Index in the customers. */
  customer: number
  channel: Channel
  urgent: boolean
  area: number
  /** Keys of the staff: who took it in, and who sees to it. */
  takenBy: string
  owner: string
  /** How long it takes in calendar time, and where that lies among its like (standard deviations). */
  seconds: number
  unusual: number
}

const DAY_MS = 86_400_000
const WEEKDAYS = [0, 1.25, 1.1, 1, 1, 1.05, 0.45, 0.2]
const HOURS = [0.1, 0.1, 0.05, 0.05, 0.1, 0.3, 1, 3, 7, 10, 9, 7, 5, 6, 6, 6, 7, 8, 6, 4, 3, 2, 1, 0.4]

const subjects: readonly Subject[] = [
  ...SERVICE_KEYS.map((service) => ({ service, work: SERVICES[service] })),
  ...MATTER_KINDS.map((matter) => ({ matter, work: MATTERS[matter] })),
]

// What people really type into a subject line.
const ODD = [
  '=> URGENT!!! it\'s dripping again, "fixed" on Tuesday by your man O\'Brien',
  'Re: Re: Fwd: Re: (no subject)',
  '<b>Heating</b> & hot water, 1 < 2 bar',
  'водонагреватель / water heater 🚿 broken',
  `Following our conversation on the telephone and the two e-mails that I sent to your office, I would like to describe once more what happens when the boiler starts: ${'first it clicks, then it hums, then it clicks again, and after about a minute the radiator in the small room gets warm while all of the others stay cold; '.repeat(2)}please advise`,
]

/** A year of requests up to `now`, oldest first: quiet nights and Sundays, busy Mondays, more heating in the cold. */
export function planRequests(
  count: number,
  customers: readonly PlannedCustomer[],
  firm: { now: Temporal.Instant; language: Language; timeZone: string },
  random: Random,
): PlannedRequest[] {
  const today = firm.now.toZonedDateTimeISO(firm.timeZone).startOfDay()
  const days = Array.from({ length: 365 }, (_, ago) => {
    const day = today.subtract({ days: ago })
    return [day, (WEEKDAYS[day.dayOfWeek] ?? 1) * (1 + 0.25 * coldness(day))] as const
  })
  const callers = customers.map((customer, i) => [i, customer.weight] as const).filter(([, weight]) => weight > 0)
  const hours = HOURS.map((weight, hour) => [hour, weight] as const)
  // Nobody has called within the last quarter of an hour.
  const latest = firm.now.epochMilliseconds - 900_000
  const opened: Temporal.ZonedDateTime[] = []
  while (opened.length < count) {
    const at = random
      .weighted(days)
      .withPlainTime({
        hour: random.weighted(hours),
        minute: Math.floor(random.between(0, 60)),
        second: Math.floor(random.between(0, 60)),
      })
      .add({ milliseconds: Math.floor(random.between(0, 1_000)) })
    if (at.epochMilliseconds < latest && at.epochMilliseconds > firm.now.epochMilliseconds - 365 * DAY_MS)
      opened.push(at)
  }
  opened.sort((a, b) => a.epochMilliseconds - b.epochMilliseconds)
  return opened.map((at, i) => {
    const cold = coldness(at)
    const about = random.weighted(
      subjects.map(
        (subject) => [subject, subject.work.share * (subject.work.team === 'heating' ? 1 + 0.7 * cold : 1)] as const,
      ),
    )
    return planRequest(about, at.toInstant(), random.weighted(callers), {
      customers,
      language: firm.language,
      random,
      nth: i,
    })
  })
}

/** 1 in the middle of January, −1 in the middle of July. */
const coldness = (day: Temporal.ZonedDateTime): number => Math.cos((2 * Math.PI * (day.dayOfYear - 15)) / 365)

/** One request; its texts and its people are drawn. */
export function planRequest(
  about: Subject,
  openedAt: Temporal.Instant,
  customer: number,
  from: { customers: readonly PlannedCustomer[]; language: Language; random: Random; nth: number },
): PlannedRequest {
  const { random, nth } = from
  const channel = random.weighted<Channel>([
    ['phone', 50],
    ['email', 24],
    ['website', 20],
    ['counter', 6],
  ])
  // Who writes does so in their own language; what is said on the telephone is noted in the firm's.
  const written = channel === 'email' || channel === 'website'
  const words = wordsIn(written ? (from.customers[customer]?.language ?? from.language) : from.language)
  const texts = 'service' in about ? words.services[about.service] : words.matters[about.matter]
  const team = MEMBERS.filter((member) => member.team === about.work.team && member.role === 'frontline')
  const desk = MEMBERS.filter((member) => member.team === 'office' && member.role !== 'viewer')
  const unusual = random.normal()
  return {
    openedAt,
    about,
    subject: written && nth % 61 === 7 ? random.pick(ODD) : random.pick(texts.subjects),
    description: written || random.chance(0.25) ? random.pick(words.details) : '',
    customer,
    channel,
    urgent: 'service' in about && about.service === 'leak' ? random.chance(0.7) : random.chance(0.08),
    area: Math.floor(random.between(0, words.areas.length)),
    takenBy: random.pick(desk).key,
    owner: random.pick(team.length > 0 ? team : desk).key,
    seconds: Math.max(1_500, Math.round(about.work.medianSeconds * Math.exp(about.work.spread * unusual))),
    unusual,
  }
}
