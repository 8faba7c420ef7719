import { watchEnded, watchLost } from '#modules/risks'
import type { Context, StreamedEvent, StreamHead } from '#platform/operation'
import { readClock } from './clock.ts'
import { promiseNotFound } from './errors.ts'
import { type GivenReason, reasonData, reasonText, storedReason } from './given-reason.ts'
import { resumeClock } from './pause.ts'
import { nextCheckAt, type Standing, type Step } from './promise.ts'
import { lockRoot, lockRoots, type PromiseRow, readChains, storeHead, updatePromise } from './queries.ts'
import { standingOf } from './view.ts'

/** A chain that this transaction has locked: its promises, root first, and the end of its event stream. */
export type Chain = { id: string; rows: PromiseRow[]; standings: Standing[]; head: StreamHead }

/** Locks the chain of a promise and reads it. @throws promises/not_found */
export async function lockChain(
  ctx: Context,
  promiseId: string,
): Promise<{ chain: Chain; row: PromiseRow; standing: Standing }> {
  const rootId = await lockRoot(ctx.db, ctx.orgId, promiseId)
  if (rootId === undefined) throw promiseNotFound()
  const rows = await readChains(ctx.db, ctx.orgId, [rootId])
  const root = rows.find((row) => row.id === rootId)
  const row = rows.find((candidate) => candidate.id === promiseId)
  if (!row || root?.chain_seq == null || root.chain_hash === null) throw promiseNotFound()
  const chain = chainOf(root, rows)
  return { chain, row, standing: standingOf(row) }
}

const chainOf = (root: PromiseRow, rows: PromiseRow[]): Chain => ({
  id: root.id,
  rows,
  standings: rows.map(standingOf),
  head: { seq: root.chain_seq ?? 0, hash: root.chain_hash ?? Buffer.alloc(0) },
})

/** Locks the chains of some promises, in the order of their ids; by root. Unknown promises are left out. */
export async function lockChains(ctx: Context, promiseIds: readonly string[]): Promise<Map<string, Chain>> {
  const rootIds = await lockRoots(ctx.db, ctx.orgId, promiseIds)
  const byRoot = Map.groupBy(await readChains(ctx.db, ctx.orgId, rootIds), (row) => row.chain_id)
  const chains = new Map<string, Chain>()
  for (const [rootId, rows] of byRoot) {
    const root = rows.find((row) => row.id === rootId)
    if (root?.chain_seq != null && root.chain_hash !== null) chains.set(rootId, chainOf(root, rows))
  }
  return chains
}

/** Appends an event to the chain's stream. The caller stores the head with `closeChain`. */
export function append(
  ctx: Context,
  chain: Chain,
  promise: Pick<PromiseRow, 'id' | 'about'>,
  event: Omit<StreamedEvent, 'subject' | 'about'>,
): void {
  chain.head = ctx.recordInStream(chain.id, chain.head, {
    ...event,
    subject: `promise:${promise.id}`,
    about: promise.about,
  })
}

/** Writes where the stream ends now. */
export const closeChain = (ctx: Context, chain: Chain): Promise<unknown> =>
  storeHead(ctx.db, ctx.orgId, chain.id, chain.head)

export type StepNote = {
  reason?: GivenReason
  data?: Record<string, unknown>
  occurredAt?: Temporal.Instant
  /** Personal text of the first step, kept beside its event. */
  text?: Record<string, unknown>
}

/** Writes steps: the rows as they now stand and one event each. Does not close the chain. */
export async function applySteps(
  ctx: Context,
  chain: Chain,
  steps: readonly Step[],
  note: StepNote = {},
): Promise<void> {
  const writes: Promise<unknown>[] = []
  for (const [id, own] of Map.groupBy(steps, (step) => step.id)) {
    const row = chain.rows.find((candidate) => candidate.id === id)
    const last = own.at(-1)
    if (!row || !last) continue
    const ended = last.state !== 'open' && last.state !== 'proposed'
    // What has ended waits for nobody.
    const unpaused = ended && row.paused_at !== null
    for (const step of own) {
      const text = {
        ...(step === steps[0] ? note.text : {}),
        ...(note.reason === undefined ? {} : reasonText(note.reason)),
      }
      append(ctx, chain, row, {
        type: `promise.${step.event}`,
        data: {
          ...note.data,
          kind: row.kind,
          ...(note.reason === undefined ? {} : reasonData(note.reason, row.language)),
          state: step.state,
          consent: step.consent,
          at: step.at.toString(),
          dueAt: row.due_at.toString(),
          ...(unpaused && step === last ? { pausedAt: null } : {}),
        },
        ...(Object.keys(text).length === 0 ? {} : { text }),
      })
    }
    const delivered = own.some(({ event }) => event === 'kept' || event === 'delivered' || event === 'corrected')
    if (delivered) watchEnded(ctx, id, note.occurredAt ?? last.at)
    else if (ended && last.state !== 'broken') watchLost(ctx, id, last.at)
    const standing = { state: last.state, dueAt: row.due_at, answerBy: row.answer_by, pausedAt: row.paused_at }
    writes.push(
      updatePromise(ctx.db, ctx.orgId, id, {
        state: last.state,
        consent: last.consent,
        next_check_at: row.followed ? nextCheckAt(standing) : null,
        ...(unpaused ? { paused_at: null, clock: JSON.stringify(resumeClock(readClock(row.clock), last.at)) } : {}),
        ...(ended && row.ended_at === null
          ? { ended_at: own.find((step) => step.state === last.state)?.at ?? ctx.now }
          : {}),
        ...(last.event === 'corrected' ? { ended_at: last.at } : {}),
        ...(delivered ? { occurred_at: note.occurredAt ?? last.at, recorded_at: ctx.now } : {}),
        ...(note.reason === undefined ? {} : storedReason(note.reason)),
      }),
    )
  }
  await Promise.all(writes)
}
