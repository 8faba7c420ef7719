import { type Context, operation, type StreamHead } from '#platform/operation'
import { dueBatch, dueDone, LATE_AFTER } from './due-batch.ts'
import { nextCheckAt, type Step, stepsByClock } from './promise.ts'
import { recordLapse } from './record-lapse.ts'
import { claimDue, claimRoots, type DueRow, type SweptRow, storeSwept } from './sweep-queries.ts'
import { standingOf } from './view.ts'

/** A power of two: its events divide into as few prepared statements as can be. */
const BATCH = 1_024

/**
 * What the clock does to an organization's due promises, up to 1,024 a call, soonest first. It decides by the same pure
 * transition as the single operations. What somebody else has locked is left for the next look: each promise is swept
 * once, by any number of workers.
 */
export const sweepDue = operation({
  name: 'promises.sweepDue',
  effect: 'writes',
  permission: 'promises.sweepDue',
  summary: 'Open what was met with silence, break what passed its due instant',
  input: dueBatch,
  output: dueDone,
  async run(ctx, { since, stoodStill }) {
    const rows = await claimDue(ctx.db, ctx.orgId, ctx.now, since, BATCH)
    const last = rows.at(-1)
    if (!last) return { swept: 0, more: false, through: null }
    const heads = await headsOf(ctx, rows)
    const steps = rows
      .filter((row) => heads.has(row.chain_id))
      .flatMap((row) => stepsByClock(standingOf(row), ctx.now).map((step) => ({ row, step })))
      .sort((a, b) => Temporal.Instant.compare(a.step.at, b.step.at))
    const writes = sweep(ctx, steps, heads)
    storeSwept(ctx.db, ctx.orgId, writes)
    if (stoodStill) await noteLate(ctx, steps)
    return {
      swept: writes.filter((write) => write.state !== null).length,
      more: rows.length === BATCH,
      through: last.next_check_at.toString(),
    }
  },
})

type SweptStep = { row: DueRow; step: Step }

/** Where the streams of the chains end that are claimed: most promises are the root of theirs, and claimed with it. */
async function headsOf(ctx: Context, rows: readonly DueRow[]): Promise<Map<string, StreamHead>> {
  const claimed = new Set(rows.map((row) => row.id))
  const others = new Set(rows.map((row) => row.chain_id).filter((id) => !claimed.has(id)))
  const roots = others.size === 0 ? [] : await claimRoots(ctx.db, ctx.orgId, [...others])
  const heads = new Map<string, StreamHead>()
  for (const { id, chain_seq: seq, chain_hash: hash } of [...rows, ...roots])
    if (seq !== null && hash !== null) heads.set(id, { seq, hash })
  return heads
}

/** Records the steps in the streams of their chains; answers how promises and heads stand then. */
function sweep(ctx: Context, steps: readonly SweptStep[], claimed: ReadonlyMap<string, StreamHead>): SweptRow[] {
  const heads = new Map<string, StreamHead>()
  const writes = new Map<string, SweptRow>()
  for (const { row, step } of steps) {
    const head = heads.get(row.chain_id) ?? claimed.get(row.chain_id) ?? null
    const end = ctx.recordInStream(row.chain_id, head, {
      type: `promise.${step.event}`,
      subject: `promise:${row.id}`,
      about: row.about,
      data: {
        ...{ kind: row.kind, state: step.state, consent: step.consent },
        ...{ at: step.at.toString(), dueAt: row.due_at.toString() },
        // Of a date that was moved somebody asks after the answer.
        ...(step.event === 'unanswered' && row.id !== row.chain_id ? { successor: true } : {}),
      },
    })
    heads.set(row.chain_id, end)
    const stands = { state: step.state, dueAt: row.due_at, answerBy: row.answer_by, pausedAt: null }
    writes.set(row.id, {
      ...UNCHANGED,
      id: row.id,
      state: step.state,
      consent: step.consent,
      nextCheckAt: nextCheckAt(stands),
      endedAt: step.state === 'broken' ? step.at : null,
    })
  }
  for (const [id, { seq, hash }] of heads) writes.set(id, { ...(writes.get(id) ?? { ...UNCHANGED, id }), seq, hash })
  return [...writes.values()]
}

const UNCHANGED = { state: null, consent: null, nextCheckAt: null, endedAt: null, seq: null, hash: null }

/** The clock had stood still: what it should have done more than a minute ago is a lapse, to be shown. */
async function noteLate(ctx: Context, steps: readonly SweptStep[]): Promise<void> {
  const onTime = ctx.now.subtract(LATE_AFTER)
  const late = steps.filter(({ step }) => Temporal.Instant.compare(step.at, onTime) < 0)
  const first = late[0]
  if (!first) return
  const broken = late.filter(({ step }) => step.event === 'broken').length
  await recordLapse(ctx, { from: first.step.at, to: ctx.now, broken, warned: 0, skipped: 0 })
}
