import { type Insertable, type Selectable, sql } from 'kysely'
import type { Tx } from '#platform/db'
import type { Change } from '#platform/live'
import type { Notification, NotificationPreference, PushDevice } from '#platform/schema.gen'

export type NotificationRow = Selectable<Notification>
export type DeviceRow = Selectable<PushDevice>

const notifications = (db: Tx, orgId: string) => db.selectFrom('notification').where('org_id', '=', orgId)

/** Writes news, or adds it to what a member has not read yet of the same; what this event has told already is left. */
export async function tell(db: Tx, rows: readonly Insertable<Notification>[]): Promise<NotificationRow[]> {
  if (rows.length === 0) return []
  return db
    .insertInto('notification')
    .values([...rows])
    .onConflict((conflict) =>
      conflict
        .columns(['org_id', 'member_id', 'kind', 'subject'])
        .where('read_at', 'is', null)
        .doUpdateSet((e) => ({
          times: e('notification.times', '+', 1),
          at: e.ref('excluded.at'),
          data: e.ref('excluded.data'),
          actor_kind: e.ref('excluded.actor_kind'),
          actor_id: e.ref('excluded.actor_id'),
          event_id: e.ref('excluded.event_id'),
          digest_day: null,
        }))
        .where('notification.event_id', '<>', (e) => e.ref('excluded.event_id')),
    )
    .returningAll()
    .execute()
}

export const findNotification = (db: Tx, orgId: string, id: string): Promise<NotificationRow | undefined> =>
  notifications(db, orgId).selectAll().where('id', '=', id).executeTakeFirst()

/** A member's, newest first, after the sort keys of a cursor. */
export const newestNotifications = (
  db: Tx,
  orgId: string,
  memberId: string,
  { unread, after, limit }: { unread: boolean; after: readonly string[] | null; limit: number },
): Promise<NotificationRow[]> =>
  notifications(db, orgId)
    .selectAll()
    .where('member_id', '=', memberId)
    .$if(unread, (query) => query.where('read_at', 'is', null))
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(at, id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`),
    )
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()

/** What was raised since an instant, for who follows what happens: the newest, by what raised it. */
export async function notificationsRaised(db: Tx, orgId: string, since: Temporal.Instant): Promise<Change[]> {
  const rows = await notifications(db, orgId)
    .select(['id', 'event_id', 'about'])
    .where('at', '>=', since)
    .orderBy('at', 'desc')
    .limit(100)
    .execute()
  return rows.map(({ id, event_id, about }) => ({
    id: `${id}/${event_id}`,
    type: 'notification.raised',
    subject: `notification:${id}`,
    about,
  }))
}

/** How many a member has not read, counted up to `most`. */
export async function countUnread(db: Tx, orgId: string, memberId: string, most: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from (
      select from notification where org_id = ${orgId} and member_id = ${memberId} and read_at is null limit ${most}
    ) unread`.execute(db)
  return rows[0]?.n ?? 0
}

/** Marks a member's as read up to an instant: these, or all. */
export async function markRead(
  db: Tx,
  orgId: string,
  memberId: string,
  { ids, until }: { ids: readonly string[] | undefined; until: Temporal.Instant },
  now: Temporal.Instant,
): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('notification')
    .set({ read_at: now })
    .where('org_id', '=', orgId)
    .where('member_id', '=', memberId)
    .where('read_at', 'is', null)
    .where('at', '<=', until)
    .$if(ids !== undefined, (query) => query.where('id', 'in', ids ?? []))
    .executeTakeFirstOrThrow()
  return Number(numUpdatedRows)
}

/**
 * Takes the right to send a channel's message about something unread, for the event that asked for it; whoever has it
 * already may try again. False when it was sent since it last happened.
 */
export async function claimSending(
  db: Tx,
  orgId: string,
  { id, channel, eventId }: { id: string; channel: 'mailed' | 'pushed'; eventId: string },
  now: Temporal.Instant,
): Promise<boolean> {
  const at = `${channel}_at` as const
  const by = `${channel}_for` as const
  const { numUpdatedRows } = await db
    .updateTable('notification')
    .set({ [at]: now, [by]: eventId })
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .where('read_at', 'is', null)
    .where((e) => e.or([e(at, 'is', null), e(at, '<', e.ref('at')), e(by, '=', eventId)]))
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

/** News of a kind whose mail its member has not switched off since. */
const stillWanted = sql<boolean>`not exists (
  select from notification_preference p
  where p.org_id = notification.org_id and p.member_id = notification.member_id and p.kind = notification.kind
    and p.mail = 'off')`

/** Who has unread news for a digest. */
export const membersForDigest = (db: Tx, orgId: string) =>
  notifications(db, orgId)
    .select('member_id')
    .distinct()
    .where('in_digest', '=', true)
    .where('read_at', 'is', null)
    .where('digest_day', 'is', null)
    .where(stillWanted)
    .execute()

/** Puts a member's unread news into the digest of a day; the same day again gives the same. */
export const takeForDigest = (db: Tx, orgId: string, memberId: string, day: string): Promise<NotificationRow[]> =>
  db
    .updateTable('notification')
    .set({ digest_day: sql`${day}::date` })
    .where('org_id', '=', orgId)
    .where('member_id', '=', memberId)
    .where('in_digest', '=', true)
    .where('read_at', 'is', null)
    .where((e) => e.or([e('digest_day', 'is', null), sql<boolean>`digest_day = ${day}::date`]))
    .where(stillWanted)
    .returningAll()
    .execute()

/** The oldest before an instant, read or not, up to `limit`, are deleted. */
export async function forgetBefore(db: Tx, orgId: string, before: Temporal.Instant, limit: number): Promise<number> {
  const rows = await notifications(db, orgId).select('id').where('at', '<', before).orderBy('at').limit(limit).execute()
  if (rows.length === 0) return 0
  const ids = rows.map((row) => row.id)
  await db.deleteFrom('notification').where('org_id', '=', orgId).where('id', 'in', ids).execute()
  return ids.length
}

export const preferencesOf = (db: Tx, orgId: string, memberIds: readonly string[]) =>
  memberIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('notification_preference')
        .selectAll()
        .where('org_id', '=', orgId)
        .where('member_id', 'in', memberIds)
        .execute()

export const storePreferences = (db: Tx, rows: readonly Insertable<NotificationPreference>[]) =>
  db
    .insertInto('notification_preference')
    .values([...rows])
    .onConflict((conflict) =>
      conflict
        .columns(['org_id', 'member_id', 'kind'])
        .doUpdateSet((e) => ({ mail: e.ref('excluded.mail'), push: e.ref('excluded.push') })),
    )
    .execute()

const devices = (db: Tx, orgId: string) => db.selectFrom('push_device').where('org_id', '=', orgId)

/** A member's devices: there are few. */
export const devicesOf = (db: Tx, orgId: string, memberId: string): Promise<DeviceRow[]> =>
  devices(db, orgId).selectAll().where('member_id', '=', memberId).orderBy('id').execute()

export const findDevice = (db: Tx, orgId: string, id: string): Promise<DeviceRow | undefined> =>
  devices(db, orgId).selectAll().where('id', '=', id).executeTakeFirst()

/** A browser that comes again, for another member even, is the same device. */
export const storeDevice = (db: Tx, row: Insertable<PushDevice>): Promise<DeviceRow> =>
  db
    .insertInto('push_device')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['org_id', 'endpoint']).doUpdateSet((e) => ({
        member_id: e.ref('excluded.member_id'),
        name: e.ref('excluded.name'),
        p256dh: e.ref('excluded.p256dh'),
        auth: e.ref('excluded.auth'),
      })),
    )
    .returningAll()
    .executeTakeFirstOrThrow()

export const deleteDevice = (db: Tx, orgId: string, id: string) =>
  db.deleteFrom('push_device').where('org_id', '=', orgId).where('id', '=', id).execute()

export const storePushed = (db: Tx, orgId: string, id: string, at: Temporal.Instant) =>
  db.updateTable('push_device').set({ pushed_at: at }).where('org_id', '=', orgId).where('id', '=', id).execute()
