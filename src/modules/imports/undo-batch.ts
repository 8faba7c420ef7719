import { z } from 'zod'
import { type Undone, undoCompletions, undoImportedContacts, undoImportedCustomers } from '#modules/customers'
import { historyBroughtIn } from '#modules/forecast'
import { promisedAny } from '#modules/promises'
import { requestsOfAny, undoImportedRequests } from '#modules/requests'
import { lookAgainAtAll } from '#modules/risks'
import { planByValues } from '#platform/db'
import { type Context, operation } from '#platform/operation'
import type { TaskContext } from '#platform/queue'
import { actorOf, rowsABatch, turnMilliseconds } from './file-parts.ts'
import { advanceImport, changeImport, lockImport } from './queries.ts'
import { type RunState, runStateOf, storedRunState, undoBegun, undoPhases } from './run-state.ts'
import { importId } from './schemas.ts'

/**
 * Takes back the next piece of what an import made and moves on, in one transaction: requests first, then customers, contacts
 * and filled fields. `going` is false at the end, and when the worker has to stop.
 */
const undoBatch = operation({
  name: 'imports.undoBatch',
  effect: 'writes',
  permission: 'imports.work',
  summary: 'Take back a piece of an import',
  input: z.strictObject({
    id: importId,
    attempt: z.uuid(),
    /** Another task goes on after this piece, so that long ones take turns. */
    handOver: z.boolean(),
  }),
  output: z.object({ going: z.boolean() }),
  async run(ctx, { id, attempt, handOver }) {
    const row = await lockImport(ctx.db, ctx.orgId, id)
    const state = row ? runStateOf(row) : null
    if (row?.state !== 'undoing' || state?.attempt !== attempt) return { going: false }
    const before = state.undo ?? undoBegun
    await planByValues(ctx.db)
    const { undone, kept, next } = await pieceOf(ctx, id, before)
    const phase = next === null ? undoPhases[undoPhases.indexOf(before.phase) + 1] : before.phase
    const undo = {
      ...before,
      phase: phase ?? before.phase,
      after: next,
      kept: before.kept + kept,
      [before.phase]: before[before.phase] + undone,
    }
    const resume = storedRunState({ ...state, undo })
    if (phase !== undefined) {
      await advanceImport(ctx.db, ctx.orgId, id, { resume })
      if (handOver) ctx.later({ name: 'imports.undo_import', data: { importId: id } })
      return { going: !handOver }
    }
    await changeImport(ctx.db, ctx.orgId, id, { state: 'undone', finished_at: ctx.now, failure: null, resume })
    const { requests, customers, contacts, completed } = undo
    const data = { requests, customers, contacts, completed, kept: undo.kept }
    ctx.record({ type: 'import.undone', subject: `import:${id}`, data })
    await historyBroughtIn(ctx)
    lookAgainAtAll(ctx)
    return { going: false }
  },
})

type Piece = { undone: number; kept: number; next: string[] | null }

async function pieceOf(ctx: Context, id: string, { phase, after }: NonNullable<RunState['undo']>): Promise<Piece> {
  const inUse = (column: 'customer_id' | 'contact_id') => async (ids: readonly string[]) => {
    const found = await Promise.all([
      requestsOfAny(ctx.db, ctx.orgId, column, ids),
      promisedAny(ctx.db, ctx.orgId, column, ids),
    ])
    return new Set(found.flat().flatMap((row) => row.id ?? []))
  }
  const from = { after: after?.[0] ?? null, limit: rowsABatch }
  const piece = ({ next, ...counts }: Undone): Piece => ({ ...counts, next: next === null ? null : [next] })
  switch (phase) {
    case 'requests':
      return undoImportedRequests(ctx, id, after, rowsABatch)
    case 'customers':
      return piece(await undoImportedCustomers(ctx, id, { ...from, inUse: inUse('customer_id') }))
    case 'contacts':
      return piece(await undoImportedContacts(ctx, id, { ...from, inUse: inUse('contact_id') }))
    case 'completed':
      return piece(await undoCompletions(ctx, id, rowsABatch))
  }
}

/** A worker takes up an undo: whoever worked on it before stops at its next piece. */
const beginUndo = operation({
  name: 'imports.beginUndo',
  effect: 'writes',
  permission: 'imports.work',
  summary: 'A worker takes up an undo',
  input: z.strictObject({ id: importId }),
  output: z.object({ attempt: z.uuid().nullable() }),
  async run(ctx, { id }) {
    const row = await lockImport(ctx.db, ctx.orgId, id)
    if (row?.state !== 'undoing') return { attempt: null }
    const attempt = ctx.newId()
    await advanceImport(ctx.db, ctx.orgId, id, {
      resume: storedRunState({ ...runStateOf(row), attempt }),
      failure: null,
    })
    return { attempt }
  },
})

/** Undoes an import from where it stands, a piece and a transaction at a time, for one turn. */
export async function undoInPieces(task: TaskContext, id: string): Promise<void> {
  const { attempt } = await task.gate.run(beginUndo, actorOf(task), { id })
  if (attempt === null) return
  const turnEnds = performance.now() + turnMilliseconds
  for (;;) {
    task.signal.throwIfAborted()
    const handOver = performance.now() > turnEnds
    const { going } = await task.gate.run(undoBatch, actorOf(task), { id, attempt, handOver })
    if (!going) return
  }
}
