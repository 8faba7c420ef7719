import { z } from 'zod'
import { memberNames } from '#modules/accounts'
import { teamNames } from '#modules/calendars'
import { instantText, textOf, textOrNull } from '#platform/fields'
import type { Context } from '#platform/operation'
import { type PolicyStep, policyStep } from './policy-spec.ts'
import type { PromiseRow } from './queries.ts'
import { promiseId } from './schemas.ts'
import type { StepRow } from './step-queries.ts'
import { isLive, SKIPPED } from './step-verdict.ts'

export const named = z.object({ id: z.uuid(), name: z.string().meta({ examples: ['Ana Ruiz'] }) })

export const stepNumber = z.coerce
  .number()
  .int()
  .min(1)
  .max(100)
  .meta({ description: 'Which step of the promise, in order of time.', examples: [1] })

export const stepView = z.object({
  promiseId,
  n: stepNumber,
  kind: z.enum(['warning', 'escalation']).meta({ description: 'Before it is due, or after.' }),
  at: instantText.meta({ description: 'When it is taken.' }),
  when: policyStep.shape.when,
  to: policyStep.shape.to,
  toName: z
    .string()
    .nullable()
    .meta({
      description: 'Who is meant: the owner or the member by name, or the team whose member on duty it is.',
      examples: ['Ana Ruiz'],
    }),
  channel: policyStep.shape.channel,
  state: z.enum(['waiting', 'held', 'raised', 'acknowledged', 'handed_back', 'skipped']).meta({
    description:
      'held: while the promise waits on the customer. acknowledged: of an escalation, taken. handed_back: taken, and given back. skipped: nobody was told, or need be any more.',
  }),
  member: named.nullable().meta({ description: 'Who was told.' }),
  raisedAt: instantText.nullable(),
  mailedAt: instantText.nullable(),
  acknowledgedAt: instantText.nullable(),
  acknowledgedBy: named.nullable(),
  skippedBecause: z.enum(SKIPPED).nullable().meta({
    description:
      'ended: the promise had. too_late: a warning after due. superseded: a later step was due too. taken: somebody took the escalation before it.',
  }),
  allowed: z.array(z.enum(['acknowledge', 'hand_back'])).meta({ description: 'What the caller may do to it now.' }),
})
export type StepView = z.input<typeof stepView>

type About = Pick<PromiseRow, 'owner_id' | 'owner_team_id' | 'state' | 'occurred_at'>

function allowedOf({ state, kind }: StepRow): StepView['allowed'] {
  if (state === 'raised') return ['acknowledge']
  return state === 'acknowledged' && kind === 'escalation' ? ['hand_back'] : []
}

/** Steps as the API shows them, with their promises. Two statements at most. */
export async function stepViews(
  ctx: Context,
  rows: readonly StepRow[],
  promiseOf: (row: StepRow) => About | undefined,
): Promise<StepView[]> {
  const people = new Set<string>()
  const teams = new Set<string>()
  for (const row of rows) {
    const { to } = row.step as PolicyStep
    const promise = promiseOf(row)
    for (const id of [row.member_id, row.acknowledged_by, promise?.owner_id, to.who === 'member' ? to.memberId : null])
      if (id) people.add(id)
    for (const id of [promise?.owner_team_id, to.who === 'on_duty' ? to.teamId : null]) if (id) teams.add(id)
  }
  const [members, teamsNamed] = await Promise.all([
    memberNames(ctx, [...people]),
    teams.size === 0 ? new Map<string, string>() : teamNames(ctx, [...teams]),
  ])
  const naming = (id: string | null) => {
    const name = id === null ? undefined : members.get(id)
    return id === null || name === undefined ? null : { id, name }
  }
  return rows.map((row) => {
    const { when, to, channel } = row.step as PolicyStep
    const promise = promiseOf(row)
    const ownerName = members.get(promise?.owner_id ?? '') ?? teamsNamed.get(promise?.owner_team_id ?? '')
    const toName =
      to.who === 'owner'
        ? ownerName
        : to.who === 'member'
          ? members.get(to.memberId)
          : to.who === 'on_duty'
            ? teamsNamed.get(to.teamId)
            : null
    const live = promise !== undefined && isLive(promise.state, promise.occurred_at !== null)
    return {
      promiseId: row.promise_id,
      n: row.n,
      kind: row.kind as StepView['kind'],
      at: textOf(row.at),
      when,
      to,
      toName: toName ?? null,
      channel,
      state: row.state as StepView['state'],
      member: naming(row.member_id),
      raisedAt: textOrNull(row.raised_at),
      mailedAt: textOrNull(row.mailed_at),
      acknowledgedAt: textOrNull(row.acknowledged_at),
      acknowledgedBy: naming(row.acknowledged_by),
      skippedBecause: row.skipped_because as StepView['skippedBecause'],
      allowed: live && ctx.actor.may('promises.acknowledgeStep') ? allowedOf(row) : [],
    }
  })
}
