import { type Forecast, forecastFrom, levelName, survivalCurve } from '#library/forecast'
import { calendarClock } from '#modules/calendars'
import { findDefaultSeconds } from '#modules/services'
import { Refusal } from '#platform/errors'
import { textOf, textOrNull } from '#platform/fields'
import type { Context } from '#platform/operation'
import { type Group, gatherSimilar } from './gather-similar.ts'
import { whenOpen } from './opening.ts'
import { COMPARED, DEFAULT_LEVELS, type Features, type QuoteView } from './schemas.ts'

export type Question = {
  features: Features
  /** When the request began. Default: now. */
  startAt?: Temporal.Instant | undefined
  /** Confidences between 0 and 1. */
  levels?: readonly number[] | undefined
  /** A date whose chance is wanted as well. */
  dueAt?: Temporal.Instant | undefined
  /** Whose usual duration is offered as the policy default, counted in this calendar (default: the default one). */
  serviceId?: string | undefined
  calendarId?: string | undefined
  /** The request's own id, so that it is not counted among those like it. */
  exceptId?: string | undefined
}

const CURVE_POINTS = 60

/**
 * Dates at the confidences asked for, and what they rest on. A request that began in the past is asked about on the
 * condition that it is still open.
 * @throws calendars/not_found for an unknown `calendarId`
 */
export async function quoteDate(ctx: Pick<Context, 'db' | 'orgId' | 'now'>, question: Question): Promise<QuoteView> {
  const startAt = question.startAt ?? ctx.now
  const levels = question.levels ?? DEFAULT_LEVELS
  const groups = await gatherSimilar(ctx, question.features, question.exceptId ?? null)
  const elapsed = Math.max(0, secondsBetween(startAt, ctx.now))
  const asked = forecastFrom(groups, { levels, elapsedSeconds: elapsed })
  const restarted = asked.basis.level !== 'default' && asked.chance(elapsed) === null
  const answer = restarted ? forecastFrom(groups, { levels }) : asked
  const from = restarted ? ctx.now : startAt
  const named = answer.basis.level !== 'default'
  const hours = await hoursOf(ctx, question.calendarId)
  return {
    quotes: answer.quantiles.map(({ level, seconds }) => {
      const dueAt = seconds === null ? null : after(from, seconds)
      return {
        confidence: level,
        dueAt: textOrNull(dueAt),
        promiseAt: textOrNull(dueAt && hours ? whenOpen(dueAt, hours.calendar) : dueAt),
        seconds: seconds === null ? null : Math.ceil(seconds),
        declined: seconds !== null ? null : named ? 'not_reached' : 'too_few',
      }
    }),
    basis: {
      level: answer.basis.level,
      features: COMPARED.filter((name) => answer.basis.features.includes(name)),
      similar: answer.basis.count,
      open: answer.basis.openCount,
      endedShare: answer.chance(Number.POSITIVE_INFINITY),
      clock: 'calendar_time',
      countedFrom: textOf(from),
      restarted,
    },
    chance: question.dueAt ? answer.chance(secondsBetween(from, question.dueAt)) : null,
    curve: named ? curveOf(answer, usedGroup(groups, answer), from, restarted ? 0 : elapsed) : [],
    policyDefault: await policyDefault(ctx, question, startAt, hours),
    causes: causesOf(usedGroup(groups, answer)),
  }
}

const usedGroup = (groups: readonly Group[], { basis }: Forecast): Group | undefined =>
  groups.find((group) => levelName(group.features) === basis.level)

const secondsBetween = (from: Temporal.Instant, to: Temporal.Instant): number =>
  (to.epochMilliseconds - from.epochMilliseconds) / 1000

/** Rounded up to the second: a date quoted earlier than history says would not keep its confidence. */
const after = (from: Temporal.Instant, seconds: number): Temporal.Instant => from.add({ seconds: Math.ceil(seconds) })

/** Points of the curve at equal steps of probability, so that each says as much as the others. */
function curveOf(
  answer: Forecast,
  group: Group | undefined,
  from: Temporal.Instant,
  elapsed: number,
): QuoteView['curve'] {
  const { times } = survivalCurve(group?.lifetimes ?? [])
  const later = times.filter((seconds) => seconds > elapsed || elapsed === 0)
  const step = Math.max(1, Math.ceil(later.length / CURVE_POINTS))
  return later
    .filter((_, i) => i % step === 0 || i === later.length - 1)
    .map((seconds) => ({ at: textOf(after(from, seconds)), chance: answer.chance(seconds) ?? 0 }))
}

/** What was recorded as having delayed requests like this; nothing is guessed. */
function causesOf(group: Group | undefined): QuoteView['causes'] {
  const counts = new Map<string, number>()
  for (const { cause } of group?.lifetimes ?? []) if (cause) counts.set(cause, (counts.get(cause) ?? 0) + 1)
  return [...counts]
    .map(([cause, count]) => ({ cause, count }))
    .sort((a, b) => b.count - a.count || (a.cause < b.cause ? -1 : 1))
    .slice(0, 5)
}

type Hours = Awaited<ReturnType<typeof calendarClock>>

/** The calendar asked for; an organization without a default calendar has no hours. */
async function hoursOf(ctx: Pick<Context, 'db' | 'orgId'>, calendarId: string | undefined): Promise<Hours | null> {
  try {
    return await calendarClock(ctx, calendarId ?? null)
  } catch (error) {
    if (calendarId === undefined && error instanceof Refusal && error.kind === 'not_found') return null
    throw error
  }
}

async function policyDefault(
  ctx: Pick<Context, 'db' | 'orgId' | 'now'>,
  { serviceId }: Question,
  startAt: Temporal.Instant,
  hours: Hours | null,
): Promise<QuoteView['policyDefault']> {
  const businessSeconds = serviceId === undefined ? null : await findDefaultSeconds(ctx, serviceId)
  if (businessSeconds === null || hours === null) return null
  const from = Temporal.Instant.compare(startAt, ctx.now) > 0 ? startAt : ctx.now
  return { dueAt: textOf(hours.calendar.instants.due(from, businessSeconds)), businessSeconds, calendarId: hours.id }
}
