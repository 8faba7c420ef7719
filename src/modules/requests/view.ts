import { survivorsOf } from '#modules/customers'
import { serviceNames } from '#modules/services'
import { textOf, textOrNull } from '#platform/fields'
import type { Context } from '#platform/operation'
import { requestNotFound } from './errors.ts'
import { findRequest, type RequestRow } from './queries.ts'
import type { RequestView } from './schemas.ts'

/** Requests as the API shows them, with the names of customers and services read in two statements. */
export async function viewsOf(ctx: Context, rows: readonly RequestRow[]): Promise<RequestView[]> {
  const ids = (key: 'customer_id' | 'service_id') => [
    ...new Set(rows.map((row) => row[key]).filter((id) => id !== null)),
  ]
  const [customers, services] = await Promise.all([
    survivorsOf(ctx, ids('customer_id')),
    serviceNames(ctx, ids('service_id')),
  ])
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    kind: row.kind as RequestView['kind'],
    subject: row.subject,
    description: row.description,
    status: row.status as RequestView['status'],
    source: row.source,
    externalId: row.external_id,
    customerId: customers.get(row.customer_id ?? '')?.id ?? row.customer_id,
    customerName: customers.get(row.customer_id ?? '')?.name ?? null,
    contactId: row.contact_id,
    serviceId: row.service_id,
    serviceName: row.service_id === null ? null : (services.get(row.service_id) ?? null),
    ownerId: row.owner_id,
    category: row.category,
    subcategory: row.subcategory,
    channel: row.channel,
    priority: row.priority,
    team: row.team,
    area: row.area,
    outcome: row.outcome,
    openedAt: textOf(row.opened_at),
    closedAt: textOrNull(row.closed_at),
    completeUntil: textOrNull(row.complete_until),
    followed: row.followed,
    importId: row.import_id,
    exceptional: exceptionalOf(row),
    allowed: allowedFor(ctx, row),
    version: row.version,
  }))
}

function exceptionalOf(row: RequestRow): RequestView['exceptional'] {
  if (row.exceptional_at === null) return null
  return {
    why: row.exceptional_why ?? '',
    until: textOrNull(row.exceptional_until),
    stakes: row.exceptional_stakes,
    markedAt: textOf(row.exceptional_at),
    markedBy: row.exceptional_by,
    promiseId: row.exceptional_promise_id,
  }
}

function allowedFor(ctx: Context, row: RequestRow): RequestView['allowed'] {
  const allowed: RequestView['allowed'] = []
  if (ctx.actor.may('requests.update')) allowed.push('update')
  if (row.status === 'open' && ctx.actor.may('requests.close')) allowed.push('close')
  if (row.status === 'closed' && ctx.actor.may('requests.reopen')) allowed.push('reopen')
  if (!row.followed && row.status === 'open' && ctx.actor.may('requests.adopt')) allowed.push('adopt')
  if (row.status === 'open' && ctx.actor.may('promises.make')) allowed.push('promise')
  if (row.status === 'open' && row.followed && ctx.actor.may('requests.update')) allowed.push('mark')
  return allowed
}

/** One request as the API shows it. @throws requests/not_found */
export async function viewById(ctx: Context, id: string): Promise<RequestView> {
  const row = await findRequest(ctx.db, ctx.orgId, id)
  const [view] = row ? await viewsOf(ctx, [row]) : []
  if (!view) throw requestNotFound()
  return view
}
