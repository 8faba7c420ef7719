import type { Context } from '#platform/operation'
import {
  appendHandOver,
  deleteObservations,
  type ObservationRow,
  updateObservation,
  upsertObservations,
} from './queries.ts'
import type { Features } from './schemas.ts'

type Teller = Pick<Context, 'db' | 'orgId'>

export type Observation = {
  /** The id of what is observed (a request's). */
  id: string
  features: Features
  startedAt: Temporal.Instant
  endedAt?: Temporal.Instant | null | undefined
  /** For a log that is complete until then and has no end for it. */
  censoredAt?: Temporal.Instant | null | undefined
  /** What delayed it, in the firm's own words or codes; nothing personal. */
  cause?: string | null | undefined
  /** The date that the firm itself had set. */
  targetAt?: Temporal.Instant | null | undefined
}

/** Tells that something began, with its end where that is known. Told again, the newer knowledge holds. */
export const observe = (ctx: Teller, observation: Observation): Promise<void> => observeMany(ctx, [observation])

/** As `observe`, for many; of an id that comes twice, the last holds. */
export async function observeMany(ctx: Teller, observations: readonly Observation[]): Promise<void> {
  const rows = [...new Map(observations.map((one) => [one.id, rowOf(ctx.orgId, one)])).values()]
  await upsertObservations(ctx.db, rows)
}

/** Takes back what was told: it never was. `historyBroughtIn` has the models made anew. */
export const forgetObservations = (ctx: Teller, ids: readonly string[]): Promise<unknown> =>
  deleteObservations(ctx.db, ctx.orgId, ids)

/** Tells that what is known of it has changed. */
export async function describeObservation(ctx: Teller, id: string, features: Features): Promise<void> {
  await updateObservation(ctx.db, ctx.orgId, id, columnsOf(features))
}

/** Tells that somebody else has it from now on. */
export async function handOverObservation(
  ctx: Teller & Pick<Context, 'now'>,
  id: string,
  to: { team: string; assigned: boolean },
): Promise<void> {
  await appendHandOver(ctx.db, ctx.orgId, id, { at: ctx.now, ...to })
}

/** Tells that it has ended, and what delayed it where that is known. */
export async function endObservation(
  ctx: Teller,
  id: string,
  endedAt: Temporal.Instant,
  cause?: string | null,
): Promise<void> {
  await updateObservation(ctx.db, ctx.orgId, id, { ended_at: endedAt, ...(cause === undefined ? {} : { cause }) })
}

/** Tells that it had not ended after all. */
export async function reopenObservation(ctx: Teller, id: string): Promise<void> {
  await updateObservation(ctx.db, ctx.orgId, id, { ended_at: null, censored_at: null })
}

const rowOf = (orgId: string, one: Observation): ObservationRow => ({
  org_id: orgId,
  id: one.id,
  ...columnsOf(one.features),
  started_at: one.startedAt,
  ended_at: one.endedAt ?? null,
  censored_at: one.censoredAt ?? null,
  cause: one.cause ?? null,
  target_at: one.targetAt ?? null,
})

const columnsOf = (features: Features) => ({
  service: features.service ?? '',
  category: features.category ?? '',
  subcategory: features.subcategory ?? '',
  channel: features.channel ?? '',
  priority: features.priority ?? '',
  team: features.team ?? '',
  area: features.area ?? '',
})
