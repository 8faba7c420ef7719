import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import { bulkInsert, tableOf } from '#platform/bulk-insert'
import type { Tx } from '#platform/db'
import type { Mailbox, ReceivedMail } from '#platform/schema.gen'

export type MailboxRow = Selectable<Mailbox>
export type ReceivedRow = Selectable<ReceivedMail>

const mailboxes = (db: Tx, orgId: string) => db.selectFrom('mailbox').selectAll().where('org_id', '=', orgId)

export const listMailboxRows = (db: Tx, orgId: string): Promise<MailboxRow[]> =>
  mailboxes(db, orgId).where('archived_at', 'is', null).orderBy('created_at').orderBy('id').limit(200).execute()

export const findMailbox = (db: Tx, orgId: string, id: string): Promise<MailboxRow | undefined> =>
  mailboxes(db, orgId).where('id', '=', id).executeTakeFirst()

export const lockMailbox = (db: Tx, orgId: string, id: string): Promise<MailboxRow | undefined> =>
  mailboxes(db, orgId).where('id', '=', id).where('archived_at', 'is', null).forUpdate().executeTakeFirst()

export const insertMailbox = (db: Tx, row: Insertable<Mailbox>): Promise<MailboxRow> =>
  db.insertInto('mailbox').values(row).returningAll().executeTakeFirstOrThrow()

export const updateMailboxRow = (db: Tx, orgId: string, id: string, set: Updateable<Mailbox>): Promise<MailboxRow> =>
  db
    .updateTable('mailbox')
    .set(set)
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()

/** Where fetching stands in a mailbox, unless it has become another one meanwhile. */
export const movePosition = (
  db: Tx,
  orgId: string,
  id: string,
  { validity, uid, version }: { validity: number; uid: number; version: number },
) =>
  db
    .updateTable('mailbox')
    .set({ uid_validity: validity, last_uid: uid })
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .where('version', '=', version)
    .execute()

/** Keeps mails unless they are there; the ids of those that were new. */
export async function insertReceived(db: Tx, rows: readonly Insertable<ReceivedMail>[]): Promise<Set<string>> {
  const kept = await bulkInsert<{ id: string }>(db, {
    table: 'received_mail',
    shared: {},
    ...tableOf(rows),
    tail: 'on conflict (org_id, fingerprint) do nothing returning id',
  })
  return new Set(kept.map(({ id }) => id))
}

/** Mail has come to these. In the order of ids, so that two who write wait for each other and not in a circle. */
export async function touchMailboxes(db: Tx, orgId: string, ids: readonly string[], at: Temporal.Instant) {
  for (const id of ids.toSorted())
    await db.updateTable('mailbox').set({ received_at: at }).where('org_id', '=', orgId).where('id', '=', id).execute()
}

export const findMailboxes = (db: Tx, orgId: string, ids: readonly string[]): Promise<MailboxRow[]> =>
  ids.length === 0 ? Promise.resolve([]) : mailboxes(db, orgId).where('id', 'in', ids).execute()

const received = (db: Tx, orgId: string) => db.selectFrom('received_mail').selectAll().where('org_id', '=', orgId)

export const findReceived = (db: Tx, orgId: string, id: string): Promise<ReceivedRow | undefined> =>
  received(db, orgId).where('id', '=', id).executeTakeFirst()

/** The oldest first. */
export const receivedByIds = (db: Tx, orgId: string, ids: readonly string[]): Promise<ReceivedRow[]> =>
  ids.length === 0 ? Promise.resolve([]) : received(db, orgId).where('id', 'in', ids).orderBy('id').execute()

export const lockReceived = (db: Tx, orgId: string, id: string): Promise<ReceivedRow | undefined> =>
  received(db, orgId).where('id', '=', id).forUpdate().executeTakeFirst()

export const updateReceived = (db: Tx, orgId: string, id: string, set: Updateable<ReceivedMail>) =>
  db.updateTable('received_mail').set(set).where('org_id', '=', orgId).where('id', '=', id).execute()

/** What became of received mails, at one instant. */
export async function updateReceivedRows(
  db: Tx,
  orgId: string,
  rows: readonly { mailId: string; state: string; reason: string | null; messageId: string | null }[],
  at: Temporal.Instant,
): Promise<void> {
  await sql`
    update received_mail r set state = v.state, reason = v.reason, message_id = v.message_id, filed_at = ${at}
    from unnest(${rows.map((row) => row.mailId)}::uuid[], ${rows.map((row) => row.state)}::text[],
      ${rows.map((row) => row.reason)}::text[], ${rows.map((row) => row.messageId)}::uuid[])
      as v (id, state, reason, message_id)
    where r.org_id = ${orgId} and r.id = v.id`.execute(db)
}

export async function listReceivedRows(
  db: Tx,
  orgId: string,
  filter: { mailboxId?: string | undefined; state?: string | undefined },
  before: string[] | null,
  limit: number,
): Promise<ReceivedRow[]> {
  let query = received(db, orgId)
  if (filter.mailboxId !== undefined) query = query.where('mailbox_id', '=', filter.mailboxId)
  if (filter.state !== undefined) query = query.where('state', '=', filter.state)
  if (before) query = query.where(sql<boolean>`(received_at, id) < (${before[0]}::timestamptz, ${before[1]}::uuid)`)
  return query.orderBy('received_at', 'desc').orderBy('id', 'desc').limit(limit).execute()
}

/** Raw mails that were done with before an instant, the oldest first. */
export const oldRawMails = (db: Tx, orgId: string, before: Temporal.Instant, limit: number) =>
  db
    .selectFrom('received_mail')
    .select(['id', 'file'])
    .where('org_id', '=', orgId)
    .where('received_at', '<', before)
    .where('file', 'is not', null)
    .where('state', 'in', ['filed', 'ignored'])
    .orderBy('received_at')
    .limit(limit)
    .execute()

export const forgetFiles = (db: Tx, orgId: string, ids: readonly string[]) =>
  db.updateTable('received_mail').set({ file: null }).where('org_id', '=', orgId).where('id', 'in', ids).execute()

/** Of which of these mails the raw text is kept. */
export const rawMailsAmong = async (db: Tx, orgId: string, ids: readonly string[]): Promise<string[]> =>
  ids.length === 0
    ? []
    : (
        await db
          .selectFrom('received_mail')
          .select('id')
          .where('org_id', '=', orgId)
          .where('id', 'in', ids)
          .where('file', 'is not', null)
          .execute()
      ).map(({ id }) => id)

const watchable = (db: Tx, orgId: string) =>
  db
    .updateTable('mailbox')
    .where('org_id', '=', orgId)
    .where('kind', '=', 'imap')
    .where('enabled', '=', true)
    .where('archived_at', 'is', null)

/** Takes what nobody watches. */
export const leaseRows = (
  db: Tx,
  orgId: string,
  holder: string,
  now: Temporal.Instant,
  until: Temporal.Instant,
): Promise<MailboxRow[]> =>
  watchable(db, orgId)
    .set({ leased_by: holder, leased_until: until })
    .where('leased_until', '<=', now)
    .returningAll()
    .execute()

/** Moves the end of the leases that a holder still has. */
export const renewRows = (db: Tx, orgId: string, holder: string, ids: readonly string[], until: Temporal.Instant) =>
  ids.length === 0
    ? Promise.resolve([])
    : db
        .updateTable('mailbox')
        .set({ leased_until: until })
        .where('org_id', '=', orgId)
        .where('id', 'in', ids)
        .where('leased_by', '=', holder)
        .execute()

export const leasedRows = (db: Tx, orgId: string, holder: string): Promise<MailboxRow[]> =>
  mailboxes(db, orgId)
    .where('leased_by', '=', holder)
    .where('kind', '=', 'imap')
    .where('enabled', '=', true)
    .where('archived_at', 'is', null)
    .execute()

/** Organizations with mailboxes that nobody watches; as kept_system. */
export async function organizationsToWatch(db: Tx, now: Temporal.Instant, limit: number): Promise<string[]> {
  const { rows } = await sql<{ org_id: string }>`
    select distinct org_id from (
      select org_id from mailbox where kind = 'imap' and enabled and archived_at is null and leased_until <= ${now}
      order by leased_until, org_id limit ${sql.lit(limit)}) unwatched`.execute(db)
  return rows.map((row) => row.org_id)
}
