import type { Tx } from '#platform/db'

export type ImportedRow = {
  id: string
  about: string
  customer_id: string | null
  wording: string
  language: string
  state: string
  made_at: Temporal.Instant
  due_at: Temporal.Instant
  occurred_at: Temporal.Instant | null
  ended_at: Temporal.Instant | null
  chain_seq: number
  chain_hash: Buffer
}

const CHUNK = 1_000

export async function insertImportedPromises(db: Tx, orgId: string, now: Temporal.Instant, rows: readonly ImportedRow[]): Promise<void> {
  for (let at = 0; at < rows.length; at += CHUNK)
    await db
      .insertInto('promise')
      .values(
        rows.slice(at, at + CHUNK).map((row) => ({
          ...row,
          org_id: orgId,
          chain_id: row.id,
          kind: 'completion',
          beneficiary: 'customer',
          basis: 'imported',
          consent: 'not_asked',
          clock: '{"type":"fixed"}',
          caveats: '[]',
          recorded_at: row.occurred_at === null ? null : now,
          followed: false,
        })),
      )
      .execute()
}
