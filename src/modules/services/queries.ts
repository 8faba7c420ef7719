import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Tx } from '#platform/db'
import type { Service } from '#platform/schema.gen'

export type ServiceRow = Selectable<Service>

const services = (db: Tx, orgId: string) => db.selectFrom('service').selectAll().where('org_id', '=', orgId)

export const findService = (db: Tx, orgId: string, id: string): Promise<ServiceRow | undefined> =>
  services(db, orgId).where('id', '=', id).executeTakeFirst()

export const lockService = (db: Tx, orgId: string, id: string): Promise<ServiceRow | undefined> =>
  services(db, orgId).where('id', '=', id).forUpdate().executeTakeFirst()

/** By name; `after` is the name and id of the last row seen. */
export const listServiceRows = (
  db: Tx,
  orgId: string,
  filter: { archived: boolean },
  after: string[] | null,
  limit: number,
): Promise<ServiceRow[]> =>
  services(db, orgId)
    .where('archived_at', filter.archived ? 'is not' : 'is', null)
    .$if(after !== null, (query) => query.where(sql<boolean>`(name, id::text) > (${after?.[0]}, ${after?.[1]})`))
    .orderBy('name')
    .orderBy(sql`id::text`)
    .limit(limit)
    .execute()

export const insertService = (db: Tx, row: Insertable<Service>) => db.insertInto('service').values(row).execute()

export const updateServiceRow = (db: Tx, orgId: string, id: string, set: Updateable<Service>): Promise<ServiceRow> =>
  db
    .updateTable('service')
    .set((e) => ({ ...set, version: e('version', '+', 1) }))
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()

export const calendarsOfServices = (
  db: Tx,
  orgId: string,
  ids: readonly string[],
): Promise<{ id: string; calendar_id: string | null }[]> =>
  db
    .selectFrom('service')
    .select(['id', 'calendar_id'])
    .where('org_id', '=', orgId)
    .where('id', 'in', [...ids])
    .execute()

export const namesOfServices = (
  db: Tx,
  orgId: string,
  ids: readonly string[],
): Promise<{ id: string; name: string }[]> =>
  db
    .selectFrom('service')
    .select(['id', 'name'])
    .where('org_id', '=', orgId)
    .where('id', 'in', [...ids])
    .execute()
