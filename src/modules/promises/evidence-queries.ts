import { sql } from 'kysely'
import type { Tx } from '#platform/db'
import type { StoredLink } from './evidence.ts'
import type { PromiseRow } from './queries.ts'

type LinkRow = {
  id: string
  at: Temporal.Instant
  type: string
  subject: string
  about: string
  actor_kind: string
  actor_id: string
  data: unknown
  stream: string
  stream_seq: number
  previous_hash: Buffer
  hash: Buffer
  salt: Buffer | null
  text: unknown
}

/** The event streams of chains, with the personal text that is still there, by chain and sequence. */
export async function readStreams(
  db: Tx,
  orgId: string,
  chainIds: readonly string[],
): Promise<Map<string, StoredLink[]>> {
  const { rows } = await sql<LinkRow>`
    select e.id, e.at, e.type, e.subject, e.about, e.actor_kind, e.actor_id, e.data, e.stream, e.stream_seq, e.previous_hash, e.hash,
      t.salt, t.text
    from event e left join event_text t on t.org_id = ${orgId} and t.event_id = e.id
    where e.org_id = ${orgId} and e.stream = any(${[...chainIds]}::uuid[]) order by e.stream, e.stream_seq`.execute(db)
  const links = rows.map(
    (row): StoredLink => ({
      orgId,
      stream: row.stream,
      seq: row.stream_seq,
      id: row.id,
      at: row.at.toString(),
      type: row.type,
      subject: row.subject,
      about: row.about,
      actorKind: row.actor_kind,
      actorId: row.actor_id,
      data: row.data,
      previousHash: row.previous_hash,
      hash: row.hash,
      salt: row.salt,
      text: row.text,
    }),
  )
  return Map.groupBy(links, (link) => link.stream)
}

/** Every chain that a promise or an event says is about a matter: a row that was moved elsewhere is still found. */
export async function chainsAbout(db: Tx, orgId: string, about: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select chain_id as id from promise where org_id = ${orgId} and about = ${about}
    union select stream from event where org_id = ${orgId} and about = ${about} and stream is not null
    order by id`.execute(db)
  return rows.map((row) => row.id)
}

export const promisesAbout = (db: Tx, orgId: string, about: string): Promise<PromiseRow[]> =>
  db
    .selectFrom('promise')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('about', '=', about)
    .orderBy('made_at')
    .orderBy('id')
    .execute()

/** The heads of an organization's chains, in pages by id. */
export const chainHeads = (db: Tx, orgId: string, after: string | null, limit: number) => {
  let query = db
    .selectFrom('promise')
    .select(['id', 'chain_seq', 'chain_hash'])
    .where('org_id', '=', orgId)
    .where('chain_seq', 'is not', null)
  if (after !== null) query = query.where('id', '>', after)
  return query.orderBy('id').limit(limit).execute()
}

export const insertAnchor = (
  db: Tx,
  row: {
    org_id: string
    day: Temporal.PlainDate
    chains: number
    digest: Buffer
    signature: Buffer
    created_at: Temporal.Instant
  },
) =>
  db
    .insertInto('ledger_anchor')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('day')
    .executeTakeFirst()

export const listAnchorRows = (db: Tx, orgId: string, before: string | null, limit: number) => {
  let query = db.selectFrom('ledger_anchor').selectAll().where('org_id', '=', orgId)
  if (before !== null) query = query.where(sql<boolean>`day < ${before}::date`)
  return query.orderBy('day', 'desc').limit(limit).execute()
}
