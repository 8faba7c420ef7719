import { z } from 'zod'
import { type Actor, type Context, operation, systemActor } from '#platform/operation'
import type { TaskContext } from '#platform/queue'
import { type Change, presentOf, type Stand, type Values, wantedBy, whyNot } from './bulk-change.ts'
import { type Became, type BulkRow, endBulk, lockBulk, noteRows, type SubjectRow, waitingRows } from './bulk-queries.ts'
import { bulkChangeId } from './bulk-schemas.ts'
import { giveValues, standsOf, stillHere } from './bulk-subjects.ts'

const BATCH = 50

/** Changes up to `limit` rows that wait; true when none is left. The caller has locked the bulk change. */
export async function changeSome(ctx: Context, bulk: BulkRow, limit: number): Promise<boolean> {
  const rows = await waitingRows(ctx.db, ctx.orgId, bulk.id, limit)
  const change = bulk.change as Change
  const stands = await standsOf(
    ctx,
    change,
    rows.map((row) => row.subject_id),
    { lock: true },
  )
  const canBeGiven = await stillHere(
    ctx,
    rows.map((row) => wantedOf(change, row, stands.get(row.subject_id))).filter((wanted) => wanted !== null),
  )
  const became: Became[] = []
  for (const row of rows) {
    const stand = stands.get(row.subject_id)
    const wanted = wantedOf(change, row, stand)
    const expected = row.before as Values | null
    const reason = whyNot(stand, wanted, ctx.now, expected, canBeGiven)
    if (reason === null && stand && wanted) {
      await giveValues(ctx, change, row.subject_id, wanted)
      became.push({ n: row.n, state: 'changed', reason, before: presentOf(stand, wanted), after: wanted })
    } else became.push({ n: row.n, state: 'left', reason: reason ?? 'gone', before: expected, after: null })
  }
  if (became.length > 0) await noteRows(ctx.db, ctx.orgId, bulk.id, became)
  if (rows.length === limit) return false
  await endBulk(ctx.db, ctx.orgId, bulk.id, 'done', ctx.now)
  const changed = became.filter(({ state }) => state === 'changed').length
  ctx.record({ type: 'bulk_change.done', subject: `bulkChange:${bulk.id}`, data: { lastChanged: changed } })
  return true
}

/** An undo says of each row what it was; otherwise all become the same. */
const wantedOf = (change: Change, row: SubjectRow, stand: Stand | undefined): Values | null =>
  (row.after as Values | null) ?? wantedBy(change, stand)

const someMore = operation({
  name: 'bulkChanges.changeSome',
  effect: 'writes',
  permission: 'bulkChanges.changeSome',
  summary: 'Change some more rows of a change that runs in the background',
  input: z.strictObject({ id: bulkChangeId }),
  output: z.object({ ended: z.boolean() }),
  async run(ctx, { id }) {
    const bulk = await lockBulk(ctx.db, ctx.orgId, id)
    if (bulk?.state !== 'running') return { ended: true }
    return { ended: await changeSome(ctx, bulk, BATCH) }
  },
})

/** What a member began goes on in their name: it was checked when they did. */
const inTheNameOf = (orgId: string, memberId: string | null): Actor =>
  memberId === null
    ? systemActor(orgId, 'lists.run_bulk_change')
    : { ...systemActor(orgId, memberId), kind: 'member', memberId }

/** Works on a change until nothing is left or somebody stops it, some rows a transaction; taken up again where it was. */
export async function runBulkChange(
  { orgId, gate, signal }: TaskContext,
  data: Record<string, unknown>,
): Promise<void> {
  const { id, memberId } = z.object({ id: z.uuid(), memberId: z.uuid().nullable() }).parse(data)
  const actor = inTheNameOf(orgId, memberId)
  for (let ended = false; !ended; ) {
    signal.throwIfAborted()
    ended = (await gate.run(someMore, actor, { id })).ended
  }
}
