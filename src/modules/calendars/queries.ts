import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Tx } from '#platform/db'
import type { Calendar } from '#platform/schema.gen'

export type CalendarRow = Selectable<Calendar>

const calendars = (db: Tx, orgId: string) => db.selectFrom('calendar').where('org_id', '=', orgId)

export const findCalendar = (db: Tx, orgId: string, id: string): Promise<CalendarRow | undefined> =>
  calendars(db, orgId).selectAll().where('id', '=', id).executeTakeFirst()

export const lockCalendar = (db: Tx, orgId: string, id: string): Promise<CalendarRow | undefined> =>
  calendars(db, orgId).selectAll().where('id', '=', id).forUpdate().executeTakeFirst()

/** The version of a calendar, or of the default one: enough to know whether it is compiled already. */
export const findCalendarVersion = (
  db: Tx,
  orgId: string,
  id: string | null,
): Promise<{ id: string; version: number } | undefined> =>
  calendars(db, orgId)
    .select(['id', 'version'])
    .$if(id !== null, (query) => query.where('id', '=', id))
    .$if(id === null, (query) => query.where('is_default', '=', true))
    .executeTakeFirst()

/** The versions of some calendars and of the default one. */
export const calendarVersions = (db: Tx, orgId: string, ids: readonly string[]) =>
  calendars(db, orgId)
    .select(['id', 'version', 'is_default'])
    .where((e) =>
      ids.length === 0 ? e('is_default', '=', true) : e.or([e('id', 'in', ids), e('is_default', '=', true)]),
    )
    .execute()

export const calendarRows = (db: Tx, orgId: string, ids: readonly string[]): Promise<CalendarRow[]> =>
  calendars(db, orgId).selectAll().where('id', 'in', ids).execute()

export const namesOfCalendars = (db: Tx, orgId: string, ids: readonly string[]) =>
  calendars(db, orgId).select(['id', 'name']).where('id', 'in', ids).execute()

export const lockDefaultCalendar = (db: Tx, orgId: string): Promise<{ id: string } | undefined> =>
  calendars(db, orgId).select('id').where('is_default', '=', true).forUpdate().executeTakeFirst()

export const listCalendarRows = (db: Tx, orgId: string, after: string[] | null, limit: number) =>
  calendars(db, orgId)
    .select(['id', 'name', 'time_zone', 'country', 'region', 'is_default', 'created_at', 'version'])
    .$if(after !== null, (query) => query.where(sql<boolean>`id::text > ${after?.[0]}`))
    .orderBy(sql`id::text`)
    .limit(limit)
    .execute()

export const insertCalendar = (db: Tx, row: Insertable<Calendar>) => db.insertInto('calendar').values(row).execute()

export const updateCalendarRow = (db: Tx, orgId: string, id: string, set: Updateable<Calendar>) =>
  db
    .updateTable('calendar')
    .set((e) => ({ ...set, version: e('version', '+', 1) }))
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
