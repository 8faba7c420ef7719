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
 * @returns how many were new
 */
export async function importRequests(ctx: Context, from: ImportFrom, requests: readonly ImportedRequest[]): Promise<{ imported: number }> {
  if (requests.length === 0) return { imported: 0 }
  const first = await takeNumbers(ctx.db, ctx.orgId, requests.length)
  const inserted = await insertImportedRequests(
    ctx.db,
    requests.map((request, i) => ({
      org_id: ctx.orgId,
      id: request.id,
      number: first + i,
      kind: request.kind,
      subject: request.subject,
      description: request.description,
      status: request.closedAt === null ? 'open' : 'closed',
      source: from.source,
      external_id: request.externalId,
      customer_id: request.customerId,
      contact_id: null,
      service_id: null,
      owner_id: null,
      category: request.category,
      subcategory: request.subcategory,
      channel: request.channel,
      priority: request.priority,
      team: request.team,
      area: request.area,
      outcome: request.outcome,
      opened_at: request.openedAt,
      closed_at: request.closedAt,
      complete_until: from.completeUntil,
      followed: false,
      import_id: from.importId,
      version: 1,
      created_at: ctx.now,
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
      fresh.map(({ id, category, subcategory, channel, priority, team, area, openedAt, closedAt }) => ({
        id,
        features: { service: '', category, subcategory, channel, priority, team, area },
        startedAt: openedAt,
        endedAt: closedAt,
        censoredAt: closedAt === null ? from.completeUntil : null,
      })),
    ),
    importPromises(ctx, promises),
  ])
  return { imported: fresh.length }
}
