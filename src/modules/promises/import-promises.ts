import type { Context } from '#platform/operation'
import { type ImportedRow, insertImportedPromises } from './import-queries.ts'

export type ImportedPromise = {
  id: string
  about: string
  customerId: string | null
  wording: string
  language: string
  madeAt: Temporal.Instant
  dueAt: Temporal.Instant
  /** When it was delivered; null: not delivered within what the file knows. */
  occurredAt: Temporal.Instant | null
  /** The file knows everything up to here: an undelivered promise due later is not judged. */
  completeUntil: Temporal.Instant
}

/**
 * Records promises of basis *imported* with their outcome: silently, no notices, not followed, past instants allowed.
 * About 1,000 a call. Callers pass ids of their own, so that a repeated batch can be recognised before.
 */
export async function importPromises(ctx: Context, promises: readonly ImportedPromise[]): Promise<void> {
  const rows = promises.map((promise): ImportedRow => {
    const delivered = promise.occurredAt
    const kept = delivered !== null && Temporal.Instant.compare(delivered, promise.dueAt) <= 0
    const judged = delivered !== null || Temporal.Instant.compare(promise.dueAt, promise.completeUntil) <= 0
    const state = kept ? 'kept' : judged ? 'broken' : 'open'
    const head = ctx.recordInStream(promise.id, null, {
      type: 'promise.imported',
      subject: `promise:${promise.id}`,
      about: promise.about,
      data: {
        kind: 'completion',
        basis: 'imported',
        state,
        consent: 'not_asked',
        madeAt: promise.madeAt.toString(),
        dueAt: promise.dueAt.toString(),
        ...(delivered ? { occurredAt: delivered.toString() } : {}),
      },
    })
    return {
      id: promise.id,
      about: promise.about,
      customer_id: promise.customerId,
      wording: promise.wording,
      language: promise.language,
      state,
      made_at: promise.madeAt,
      due_at: promise.dueAt,
      occurred_at: delivered,
      ended_at: kept ? delivered : judged ? promise.dueAt : null,
      chain_seq: head.seq,
      chain_hash: head.hash,
    }
  })
  await insertImportedPromises(ctx.db, ctx.orgId, ctx.now, rows)
}
