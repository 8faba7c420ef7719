import type { ForecastModel } from '#library/forecast'
import { calendarClock } from '#modules/calendars'
import { findDefaultSeconds } from '#modules/services'
import { Refusal } from '#platform/errors'
import { textOf, textOrNull } from '#platform/fields'
import type { Context } from '#platform/operation'
import { alikeIn, comparedOf } from './features.ts'
import { modelOf } from './model-of.ts'
import { whenOpen } from './opening.ts'
import { causesOf } from './queries.ts'
import { DEFAULT_LEVELS, type Features, type QuoteView } from './schemas.ts'

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
}

const CAUSES_SINCE = { hours: 24 * 448 }

type Reader = Pick<Context, 'db' | 'orgId' | 'now'>

/**
 * Dates at the confidences asked for, from what the organization's history said at last midnight, and what they rest on.
 * A request that began in the past is asked about on the condition that it is still open.
 * @throws calendars/not_found for an unknown `calendarId`
 */
export async function quoteDate(ctx: Reader, question: Question): Promise<QuoteView> {
  const startAt = question.startAt ?? ctx.now
  const [model, hours] = await Promise.all([modelOf(ctx), hoursOf(ctx, question.calendarId)])
  const confidence = question.levels ?? DEFAULT_LEVELS
  const read = model && readModel(model, question.features, confidence, startAt, ctx.now)
  const { service = '', category = '' } = question.features
  const work = { service, category }
  return {
    quotes: confidence.map((level, i) => {
      const quote = read?.quotes[i]
      const dueAt = quote?.dueAt == null ? null : instantOf(quote.dueAt)
      return {
        confidence: level,
        dueAt: textOrNull(dueAt),
        promiseAt: textOrNull(dueAt && hours ? whenOpen(dueAt, hours.calendar) : dueAt),
        seconds: dueAt && read ? Math.ceil((dueAt.epochMilliseconds - read.from) / 1000) : null,
        extrapolated: quote?.extrapolated ?? false,
        declined: dueAt ? null : (quote?.reason?.code ?? 'preparing'),
      }
    }),
    basis: basisOf(question.features, read, startAt, model),
    chance: (question.dueAt && read?.chanceBy(question.dueAt.epochMilliseconds)) ?? null,
    curve: read?.curve.map(({ at, chance }) => ({ at: textOf(instantOf(at)), chance })) ?? [],
    policyDefault: await policyDefault(ctx, question, startAt, hours),
    causes: await causesOf(ctx.db, ctx.orgId, work, ctx.now.subtract(CAUSES_SINCE), ctx.now),
  }
}

/** Rounded up to the second: a date quoted earlier than history says would not keep its confidence. */
const instantOf = (ms: number): Temporal.Instant => Temporal.Instant.fromEpochMilliseconds(Math.ceil(ms / 1000) * 1000)

type Reading = {
  /** Where the durations begin; later than the request's beginning when it is older than all of its like. */
  from: number
  restarted: boolean
  quotes: ReturnType<ForecastModel['quote']>
  curve: ReturnType<ForecastModel['curve']>
  chanceBy(dueAt: number): number | null
}

function readModel(
  model: ForecastModel,
  features: Features,
  confidence: readonly number[],
  startAt: Temporal.Instant,
  at: Temporal.Instant,
): Reading {
  const now = at.epochMilliseconds
  const readFrom = (openedAt: number): Reading => {
    const asked = { ...comparedOf(features), openedAt }
    return {
      from: openedAt,
      restarted: openedAt > startAt.epochMilliseconds,
      quotes: model.quote(asked, { confidence, now }),
      curve: model.curve(asked, { now: Math.max(now, openedAt) }),
      chanceBy: (dueAt) => model.chanceKept(asked, { dueAt, now: Math.max(now, openedAt) }),
    }
  }
  const asked = readFrom(startAt.epochMilliseconds)
  const older = asked.quotes.every(({ reason }) => reason?.code === 'not_reached' && reason.reaches === 0)
  return older && startAt.epochMilliseconds < now ? readFrom(now) : asked
}

function basisOf(
  features: Features,
  read: Reading | null,
  startAt: Temporal.Instant,
  model: ForecastModel | null,
): QuoteView['basis'] {
  const quote = read?.quotes[0]
  const changedAbout = quote?.basis.changedAbout
  return {
    state: quote?.basis.state ?? 'preparing',
    features: quote ? alikeIn(quote.basis.level, features) : [],
    similar: quote?.basis.similar ?? 0,
    windowDays: quote ? Number.parseInt(quote.basis.window, 10) : 0,
    changedAbout: changedAbout === undefined ? null : textOf(instantOf(changedAbout)),
    endedShare: read?.quotes.find(({ reason }) => reason)?.reason?.reaches ?? null,
    asOf: model ? textOf(Temporal.Instant.fromEpochMilliseconds(model.now)) : null,
    countedFrom: read ? textOf(Temporal.Instant.fromEpochMilliseconds(read.from)) : textOf(startAt),
    restarted: read?.restarted ?? false,
  }
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
  ctx: Reader,
  { serviceId }: Question,
  startAt: Temporal.Instant,
  hours: Hours | null,
): Promise<QuoteView['policyDefault']> {
  const businessSeconds = serviceId === undefined ? null : await findDefaultSeconds(ctx, serviceId)
  if (businessSeconds === null || hours === null) return null
  const from = Temporal.Instant.compare(startAt, ctx.now) > 0 ? startAt : ctx.now
  return { dueAt: textOf(hours.calendar.instants.due(from, businessSeconds)), businessSeconds, calendarId: hours.id }
}
