import type { Context } from '#platform/operation'
import { lockRequests, requestsByIds } from './queries.ts'

/** What can be changed of many requests at once. */
export type RequestStand = {
  id: string
  number: number
  subject: string
  status: 'open' | 'closed'
  ownerId: string | null
  customerId: string | null
  serviceId: string | null
  team: string
  priority: string
  outcome: string
  openedAt: Temporal.Instant
}

/** Some requests by id, with `lock` for a change of them; unknown ids are left out. One statement. */
export async function requestStands(
  ctx: Pick<Context, 'db' | 'orgId'>,
  ids: readonly string[],
  { lock = false } = {},
): Promise<Map<string, RequestStand>> {
  const rows = await (lock ? lockRequests : requestsByIds)(ctx.db, ctx.orgId, ids)
  return new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        number: row.number,
        subject: row.subject,
        status: row.status as RequestStand['status'],
        ownerId: row.owner_id,
        customerId: row.customer_id,
        serviceId: row.service_id,
        team: row.team,
        priority: row.priority,
        outcome: row.outcome,
        openedAt: row.opened_at,
      },
    ]),
  )
}
