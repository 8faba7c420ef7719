import type { Change, ForecastModel } from '#library/forecast'
import { calendarClock } from '#modules/calendars'
import { Refusal } from '#platform/errors'
import { textOf } from '#platform/fields'
import type { Context } from '#platform/operation'
import { alikeIn, comparedOf } from './features.ts'
import type { Features, QuoteView } from './schemas.ts'

/** Rounded up to the second: a date quoted earlier than history says would not keep its confidence. */
export const instantOf = (ms: number): Temporal.Instant =>
  Temporal.Instant.fromEpochMilliseconds(Math.ceil(ms / 1000) * 1000)

export type Reading = {
  /** Where the durations begin; later than the request's beginning when it is older than all of its like. */
  from: number
  restarted: boolean
  quotes: ReturnType<ForecastModel['quote']>
  curve(): ReturnType<ForecastModel['curve']>
  chanceBy(dueAt: number): number | null
}

/** Reads a model for something that began at `startAt`, given that it is still open at `at`. */
export function readModel(
  model: ForecastModel,
  features: Features & { changes?: Change[] | null },
  confidence: readonly number[],
  startAt: Temporal.Instant,
  at: Temporal.Instant,
): Reading {
  const now = at.epochMilliseconds
  const changes = features.changes ?? undefined
  const readFrom = (openedAt: number): Reading => {
    const asked = { ...comparedOf(features), openedAt }
    return {
      from: openedAt,
      restarted: openedAt > startAt.epochMilliseconds,
      quotes: model.quote(asked, { confidence, now }),
      curve: () => model.curve(asked, { now: Math.max(now, openedAt) }),
      chanceBy: (dueAt) => model.chanceKept({ ...asked, changes }, { dueAt, now: Math.max(now, openedAt) }),
    }
  }
  const asked = readFrom(startAt.epochMilliseconds)
  const older = asked.quotes.every(({ reason }) => reason?.code === 'not_reached' && reason.reaches === 0)
  return older && startAt.epochMilliseconds < now ? readFrom(now) : asked
}

/** What it rests on. */
export function basisOf(
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

export type Hours = Awaited<ReturnType<typeof calendarClock>>

/** The calendar asked for; an organization without a default calendar has no hours. */
export async function hoursOf(
  ctx: Pick<Context, 'db' | 'orgId'>,
  calendarId: string | undefined,
): Promise<Hours | null> {
  try {
    return await calendarClock(ctx, calendarId ?? null)
  } catch (error) {
    if (calendarId === undefined && error instanceof Refusal && error.kind === 'not_found') return null
    throw error
  }
}
