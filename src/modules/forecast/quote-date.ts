import { findDefaultSeconds } from '#modules/services'
import { textOf, textOrNull } from '#platform/fields'
import type { Context } from '#platform/operation'
import { modelOf } from './model-of.ts'
import { whenOpen } from './opening.ts'
import { pastRecords } from './past-records.ts'
import { causesOf } from './queries.ts'
import { basisOf, type Hours, hoursOf, instantOf, readModel } from './read-model.ts'
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
  const confidence = question.levels ?? DEFAULT_LEVELS
  const [model, hours, records] = await Promise.all([
    modelOf(ctx),
    hoursOf(ctx, question.calendarId),
    pastRecords(ctx, confidence),
  ])
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
        record: records[i] ?? null,
      }
    }),
    basis: basisOf(question.features, read, startAt, model),
    chance: (question.dueAt && read?.chanceBy(question.dueAt.epochMilliseconds)) ?? null,
    curve: read?.curve().map(({ at, chance }) => ({ at: textOf(instantOf(at)), chance })) ?? [],
    policyDefault: await policyDefault(ctx, question, startAt, hours),
    causes: await causesOf(ctx.db, ctx.orgId, work, ctx.now.subtract(CAUSES_SINCE), ctx.now),
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
