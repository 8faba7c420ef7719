import type { Insertable, Selectable, Updateable } from 'kysely'
import type { Tx } from '#platform/db'
import type { WebhookAttempt, WebhookDelivery, WebhookEndpoint } from '#platform/schema.gen'

export type EndpointRow = Selectable<WebhookEndpoint>
export type DeliveryRow = Selectable<WebhookDelivery>
export type DeliveryHead = Omit<DeliveryRow, 'body'>
export type AttemptRow = Selectable<WebhookAttempt>

const endpoints = (db: Tx, orgId: string) =>
  db.selectFrom('webhook_endpoint').where('org_id', '=', orgId).where('state', '<>', 'removed')

const deliveries = (db: Tx, orgId: string) => db.selectFrom('webhook_delivery').where('org_id', '=', orgId)

const HEAD = [
  'org_id',
  'id',
  'endpoint_id',
  'event_id',
  'event_type',
  'state',
  'attempts',
  'next_at',
  'created_at',
] as const

/** The endpoints that hear events, and which: there are few. */
export const hearing = (db: Tx, orgId: string) =>
  endpoints(db, orgId).where('state', '=', 'on').select(['id', 'event_types']).orderBy('id').execute()

/** What is heard in each organization that has endpoints; as kept_system. */
export const hearingOfAll = (db: Tx) =>
  db.selectFrom('webhook_endpoint').select(['org_id', 'event_types']).where('state', '=', 'on').execute()

/** All of an organization: there are few. */
export const listEndpoints = (db: Tx, orgId: string): Promise<EndpointRow[]> =>
  endpoints(db, orgId).selectAll().orderBy('id').execute()

export const findEndpoint = (db: Tx, orgId: string, id: string): Promise<EndpointRow | undefined> =>
  endpoints(db, orgId).selectAll().where('id', '=', id).executeTakeFirst()

export const lockEndpoint = (db: Tx, orgId: string, id: string): Promise<EndpointRow | undefined> =>
  endpoints(db, orgId).selectAll().where('id', '=', id).forUpdate().executeTakeFirst()

export const insertEndpoint = (db: Tx, row: Insertable<WebhookEndpoint>): Promise<EndpointRow> =>
  db.insertInto('webhook_endpoint').values(row).returningAll().executeTakeFirstOrThrow()

export const updateEndpoint = (db: Tx, orgId: string, id: string, set: Updateable<WebhookEndpoint>) =>
  db
    .updateTable('webhook_endpoint')
    .set(set)
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()

/** Inserts what is not there yet, and says which were. */
export const insertDeliveries = (db: Tx, rows: readonly Insertable<WebhookDelivery>[]) =>
  db
    .insertInto('webhook_delivery')
    .values([...rows])
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute()

export const findDelivery = (db: Tx, orgId: string, id: string): Promise<DeliveryRow | undefined> =>
  deliveries(db, orgId).selectAll().where('id', '=', id).executeTakeFirst()

export const lockDelivery = (db: Tx, orgId: string, id: string): Promise<DeliveryRow | undefined> =>
  deliveries(db, orgId).selectAll().where('id', '=', id).forUpdate().executeTakeFirst()

export const updateDelivery = (db: Tx, orgId: string, id: string, set: Updateable<WebhookDelivery>) =>
  db
    .updateTable('webhook_delivery')
    .set(set)
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()

/** Newest first, before a delivery's id. */
export const newestDeliveries = (
  db: Tx,
  orgId: string,
  { endpointId, state }: { endpointId: string; state: string | undefined },
  before: string | null,
  limit: number,
): Promise<DeliveryHead[]> =>
  deliveries(db, orgId)
    .select(HEAD)
    .where('endpoint_id', '=', endpointId)
    .$if(state !== undefined, (query) => query.where('state', '=', state as string))
    .$if(before !== null, (query) => query.where('id', '<', before))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()

/** Deliveries that were given up since, oldest first; locked. */
export const failedSince = (db: Tx, orgId: string, endpointId: string, since: Temporal.Instant, limit: number) =>
  deliveries(db, orgId)
    .select('id')
    .where('endpoint_id', '=', endpointId)
    .where('state', '=', 'failed')
    .where('created_at', '>=', since)
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .execute()

/** Sends these from the beginning. */
export const startAgain = (db: Tx, orgId: string, ids: readonly string[], at: Temporal.Instant) =>
  db
    .updateTable('webhook_delivery')
    .set({ state: 'pending', attempts: 0, next_at: at })
    .where('org_id', '=', orgId)
    .where('id', 'in', ids)
    .execute()

export const attemptsOf = (db: Tx, orgId: string, deliveryId: string, limit: number): Promise<AttemptRow[]> =>
  db
    .selectFrom('webhook_attempt')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('delivery_id', '=', deliveryId)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()

export const insertAttempt = (db: Tx, row: Insertable<WebhookAttempt>) =>
  db.insertInto('webhook_attempt').values(row).execute()

/** The oldest deliveries of before, whatever became of them. */
export const deliveriesBefore = (db: Tx, orgId: string, before: Temporal.Instant, limit: number) =>
  deliveries(db, orgId).select('id').where('created_at', '<', before).orderBy('created_at').limit(limit).execute()

export async function deleteDeliveries(db: Tx, orgId: string, ids: readonly string[]): Promise<void> {
  await db.deleteFrom('webhook_attempt').where('org_id', '=', orgId).where('delivery_id', 'in', ids).execute()
  await db.deleteFrom('webhook_delivery').where('org_id', '=', orgId).where('id', 'in', ids).execute()
}
