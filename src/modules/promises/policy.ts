import type { Calendar } from '#library/calendar'
import { LANGUAGES, type Language } from '#platform/fields'
import { dueOf } from './clock.ts'
import type { Duration } from './duration.ts'
import type { PolicySpec, Trigger } from './policy-spec.ts'
import { ANSWER_KINDS } from './schemas.ts'

/** What is known of a matter when something happens in it. */
export type Known = {
  at: Temporal.Instant
  channel?: string | undefined
  kind?: string | undefined
  stage?: string | undefined
  serviceId?: string | null | undefined
  priority?: string | undefined
  segment?: string | undefined
  language?: Language | undefined
}

export type ConditionName = keyof PolicySpec['conditions']

const plain = (text: string): string => text.trim().toLowerCase()

const isAmong = (names: readonly string[] | undefined, name: string | null | undefined): boolean =>
  names === undefined ||
  names.length === 0 ||
  (name !== undefined && name !== null && name.trim() !== '' && names.some((one) => plain(one) === plain(name)))

/**
 * The conditions of a policy that do not hold; none: it applies. Names are compared without case and outer spaces, an
 * empty list asks for nothing, and what is not known is never among those asked for.
 */
export function failedConditions(
  conditions: PolicySpec['conditions'],
  known: Known,
  calendar: Pick<Calendar, 'isOpen'>,
): ConditionName[] {
  const open = calendar.isOpen(known.at.epochMilliseconds)
  const holds: Record<ConditionName, boolean> = {
    channels: isAmong(conditions.channels, known.channel),
    kinds: isAmong(conditions.kinds, known.kind),
    stages: isAmong(conditions.stages, known.stage),
    serviceIds: isAmong(conditions.serviceIds, known.serviceId),
    priorities: isAmong(conditions.priorities, known.priority),
    segments: isAmong(conditions.segments, known.segment),
    languages: isAmong(conditions.languages, known.language),
    hours: conditions.hours === undefined || (conditions.hours === 'open') === open,
  }
  return (Object.keys(holds) as ConditionName[]).filter((name) => !holds[name])
}

/** How many conditions a policy has: of two that say the same, the more particular one speaks. */
export const countConditions = (conditions: PolicySpec['conditions']): number =>
  Object.values(conditions).filter((given) => (Array.isArray(given) ? given.length > 0 : given !== undefined)).length

/** The wording in the first of the languages that it has, else in English, else in any. */
export function wordingIn(
  wording: PolicySpec['wording'],
  languages: readonly (Language | null | undefined)[],
): { language: Language; wording: string } {
  for (const language of [...languages, 'en' as const, ...LANGUAGES]) {
    const text = language ? wording[language] : undefined
    if (language && text !== undefined) return { language, wording: text }
  }
  throw new Error('A wording has a text in one language at least')
}

/** Whose calendars there are to choose from; null or absent: that one has none. */
export type Calendars = {
  team?: string | null | undefined
  service?: string | null | undefined
  customer?: string | null | undefined
}

/** The calendar by which a policy counts; null: the organization's. */
export function calendarOf(calendar: PolicySpec['calendar'], calendars: Calendars): string | null {
  if (calendar.use === 'calendar') return calendar.calendarId
  return calendar.use === 'organization' ? null : (calendars[calendar.use] ?? null)
}

/**
 * When a promise of a duration is due, counted from an instant, or back from it for what is planned.
 * @returns epoch milliseconds
 * @throws CalendarError for results beyond the calendar's years
 */
export function policyDue(
  { duration, ahead }: { duration: Duration; ahead: boolean },
  startMs: number,
  calendar: Calendar,
): number {
  return ahead ? dueAhead(duration, startMs, calendar) : dueOf(startMs, duration, [], calendar)
}

function dueAhead({ unit, n, ...rest }: Duration, plannedMs: number, calendar: Calendar): number {
  if (unit === 'business_seconds') return calendar.before(plannedMs, n)
  const at = 'at' in rest ? rest.at : 'same_time'
  if (unit === 'business_days' && at === 'close') return calendar.addDays(plannedMs, -n, { at: 'close' })
  const zoned = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(calendar.timeZone)
  const day =
    unit === 'business_days'
      ? zoned(calendar.addDays(plannedMs, -n, { at: 'same time' }))
      : zoned(plannedMs).subtract({ [unit]: n })
  return (at === 'same_time' ? day : day.withPlainTime(Temporal.PlainTime.from(at))).epochMilliseconds
}

/** What a policy would promise now, as far as it decides whether it does. */
export type Candidate = {
  policyId: string
  kind: string
  ahead: boolean
  conditions: PolicySpec['conditions']
  dueAt: Temporal.Instant
}

/** What is promised about the matter already and has not ended; `overdue`: broken by the clock, and still owed. */
export type Standing = { kind: string; policyId: string | null; dueAt: Temporal.Instant; overdue?: boolean }

/**
 * Which of the candidates (in the order of their policies) promise something. A policy makes no second promise while its
 * first one is open; of what is planned, each plan is one. A matter has one answer at a time: the first contact that
 * waits for one counts, and of several policies the strictest speaks, then the one with more conditions, then the oldest.
 * Whoever is called back waits for no reply beside it, and who still waits for what was promised first gets no later date.
 */
export function choosePromises<C extends Candidate>(candidates: readonly C[], open: readonly Standing[]): C[] {
  const running = open.filter(({ overdue }) => overdue !== true)
  const fresh = candidates.filter(
    ({ policyId, ahead, dueAt }) =>
      !running.some((one) => one.policyId === policyId && (!ahead || Temporal.Instant.compare(one.dueAt, dueAt) === 0)),
  )
  // What a person promised to call about may be something else than what the customer says now.
  const isAnswer = ({ kind, policyId }: { kind: string; policyId: string | null }) =>
    ANSWER_KINDS.includes(kind) && (kind !== 'callback' || policyId !== null)
  const [answer] = open.some(isAnswer) ? [] : fresh.filter(isAnswer).toSorted(stricter)
  return fresh.filter((one) => !isAnswer(one) || one === answer)
}

const stricter = (a: Candidate, b: Candidate): number =>
  Temporal.Instant.compare(a.dueAt, b.dueAt) || countConditions(b.conditions) - countConditions(a.conditions)

/** What happens in the whole firm, and in no one's matter. */
const FIRM_TRIGGERS: readonly Trigger[] = ['published', 'promotion_planned']

/** Can it be said of the whole firm that it happened? */
export const isForTheFirm = ({ trigger }: Pick<PolicySpec, 'trigger'>): boolean => FIRM_TRIGGERS.includes(trigger)
