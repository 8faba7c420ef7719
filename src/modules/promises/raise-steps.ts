import { type Context, operation } from '#platform/operation'
import { dueBatch, dueDone, LATE_AFTER } from './due-batch.ts'
import type { State } from './promise.ts'
import { recordLapse } from './record-lapse.ts'
import { peopleOf } from './step-people.ts'
import { claimDueSteps, type DueStepRow, type JudgedStep, storeJudged } from './step-queries.ts'
import { judgeStep } from './step-verdict.ts'
import type { StepKind } from './steps.ts'

const BATCH = 500

/**
 * Raises an organization's due steps, up to 500 a call, in due order: one notice a step, to the person who is meant
 * then, in the console with the commit and by mail outside of quiet hours. What no longer helps is skipped. Steps that
 * somebody else has locked are left for the next look: each is raised once.
 */
export const raiseSteps = operation({
  name: 'promises.raiseSteps',
  effect: 'writes',
  permission: 'promises.raiseSteps',
  summary: 'Raise the warnings and escalation steps that are due',
  input: dueBatch,
  output: dueDone,
  async run(ctx, { since, stoodStill }) {
    const rows = await claimDueSteps(ctx.db, ctx.orgId, ctx.now, since, BATCH)
    const last = rows.at(-1)
    if (!last) return { swept: 0, more: false, through: null }
    const judged = rows.map((row) => ({ row, verdict: verdictOn(row, ctx.now) }))
    const raised = judged.filter(({ verdict }) => verdict === 'raise').map(({ row }) => row)
    const members = await peopleOf(
      ctx,
      raised.map((row) => ({
        to: row.step.to,
        ownerId: row.owner_id,
        ownerTeamId: row.owner_team_id,
        asked: row.asked ?? [],
      })),
    )
    const memberOf = new Map(raised.map((row, i) => [row, members[i] ?? null]))
    for (const [row, memberId] of memberOf) announce(ctx, row, memberId)
    await storeJudged(
      ctx.db,
      ctx.orgId,
      ctx.now,
      judged.map(({ row, verdict }): JudgedStep => {
        const { promise_id: promiseId, n } = row
        if (verdict === 'raise')
          return { promiseId, n, state: 'raised', memberId: memberOf.get(row) ?? null, because: null }
        if (verdict === 'hold') return { promiseId, n, state: 'held', memberId: null, because: null }
        return { promiseId, n, state: 'skipped', memberId: null, because: verdict }
      }),
    )
    if (stoodStill) await noteLate(ctx, judged)
    return { swept: judged.length, more: rows.length === BATCH, through: last.at.toString() }
  },
})

type Judged = { row: DueStepRow; verdict: ReturnType<typeof judgeStep> }

const verdictOn = (row: DueStepRow, now: Temporal.Instant): Judged['verdict'] =>
  judgeStep(
    {
      kind: row.kind as StepKind,
      state: row.promise_state as State,
      dueAt: row.due_at,
      delivered: row.occurred_at !== null,
      paused: row.paused_at !== null,
      followed: row.followed,
      acknowledged: row.acknowledged,
      taken: row.taken,
    },
    now,
  )

function announce(ctx: Context, row: DueStepRow, memberId: string | null): void {
  ctx.record({
    type: row.kind === 'warning' ? 'promise.warned' : 'promise.escalated',
    subject: `promise:${row.promise_id}`,
    about: row.about,
    data: { step: row.n, memberId, at: row.at.toString(), dueAt: row.due_at.toString() },
  })
  if (row.step.channel === 'mail' && memberId !== null)
    ctx.later({ name: 'promises.send_alert', data: { promiseId: row.promise_id, n: row.n } })
}

/** The clock had stood still: what came late, and what no longer helped, is part of the lapse. */
async function noteLate(ctx: Context, judged: readonly Judged[]): Promise<void> {
  const onTime = ctx.now.subtract(LATE_AFTER)
  const late = judged.filter(({ row }) => Temporal.Instant.compare(row.at, onTime) < 0)
  const warned = late.filter(({ verdict }) => verdict === 'raise').length
  const skipped = late.filter(({ verdict }) => verdict === 'too_late' || verdict === 'superseded').length
  const first = late[0]
  if (first && warned + skipped > 0)
    await recordLapse(ctx, { from: first.row.at, to: ctx.now, broken: 0, warned, skipped })
}
