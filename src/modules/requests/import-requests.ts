import { observeMany } from '#modules/forecast'
import { type ImportedPromise, importPromises } from '#modules/promises'
import type { Context } from '#platform/operation'
import { insertImportedRequests, takeNumbers } from './queries.ts'

export type ImportedRequest = {
  /** Made by the caller (`ctx.newId()`). */
  id: string
  externalId: string
  kind: string
  subject: string
  description: string
  customerId: string | null
  category: string
  subcategory: string
  channel: string
  priority: string
  team: string
  area: string
  outcome: string
  openedAt: Temporal.Instant
  closedAt: Temporal.Instant | null
  /** The firm's own target: becomes a promise of basis *imported*. */
  targetAt: Temporal.Instant | null
}

export type ImportFrom = {
  importId: string
  source: string
  completeUntil: Temporal.Instant
  language: string
  /** Wording of the promise that a target becomes. */
  targetWording: string
}

/**
 * Records a batch of history, about 1,000 rows: requests that are not followed, what the forecast learns from them,
 * and the promise that a target was. External ids that are known change nothing.
 * @returns how many were new, and the external ids that were known
 */
export async function importRequests(
  ctx: Context,
  from: ImportFrom,
  requests: readonly ImportedRequest[],
): Promise<{ imported: number; known: string[] }> {
  if (requests.length === 0) return { imported: 0, known: [] }
  const first = await takeNumbers(ctx.db, ctx.orgId, requests.length)
  const inserted = await insertImportedRequests(
    ctx.db,
    {
      org_id: ctx.orgId,
      source: from.source,
      complete_until: from.completeUntil,
      followed: false,
      import_id: from.importId,
      version: 1,
      created_at: ctx.now,
    },
    requests.map((request, i) => ({
      id: request.id,
      number: first + i,
      kind: request.kind,
      subject: request.subject,
      description: request.description,
      status: request.closedAt === null ? 'open' : 'closed',
      external_id: request.externalId,
      customer_id: request.customerId,
      category: request.category,
      subcategory: request.subcategory,
      channel: request.channel,
      priority: request.priority,
      team: request.team,
      area: request.area,
      outcome: request.outcome,
      opened_at: request.openedAt,
      closed_at: request.closedAt,
    })),
  )
  const fresh = requests.filter((request) => inserted.has(request.id))
  const promises = fresh.flatMap((request): ImportedPromise[] =>
    request.targetAt === null
      ? []
      : [
          {
            id: ctx.newId(),
            about: `request:${request.id}`,
            customerId: request.customerId,
            wording: from.targetWording,
            language: from.language,
            madeAt: request.openedAt,
            dueAt: request.targetAt,
            occurredAt: request.closedAt,
            completeUntil: from.completeUntil,
          },
        ],
  )
  await Promise.all([
    observeMany(
      ctx,
      // What was open when the log ends is censored there, also when the file knows a later close: it does not know all.
      fresh
        .filter((request) => Temporal.Instant.compare(request.openedAt, from.completeUntil) < 0)
        .map(({ id, category, subcategory, channel, priority, team, area, openedAt, closedAt, targetAt }) => {
          const ended = closedAt !== null && Temporal.Instant.compare(closedAt, from.completeUntil) <= 0
          return {
            id,
            features: { service: '', category, subcategory, channel, priority, team, area },
            startedAt: openedAt,
            endedAt: ended ? closedAt : null,
            censoredAt: ended ? null : from.completeUntil,
            targetAt,
          }
        }),
    ),
    importPromises(ctx, promises),
  ])
  const known = requests.filter((request) => !inserted.has(request.id)).map((request) => request.externalId)
  return { imported: fresh.length, known }
}
