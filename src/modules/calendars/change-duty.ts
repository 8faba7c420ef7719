import { z } from 'zod'
import { notPermitted } from '#platform/errors'
import { operation } from '#platform/operation'
import { crewTeams } from './crew-teams.ts'
import { dutyBackwards, notInTeam, teamArchived, teamNotFound, tooManyDutyChanges } from './errors.ts'
import { cover, dutyChangeInput, dutyChangeView, teamId, viewOfChange } from './team.ts'
import { countDutyChanges, type DutyChangeRow, insertDutyChanges, lockTeam } from './team-queries.ts'

const CHANGES_AT_MOST = 500

/** Members change their own duty; whoever may change teams changes anybody's, and asks somebody to stand in. */
export const changeDuty = operation({
  name: 'teams.changeDuty',
  effect: 'writes',
  permission: 'teams.changeDuty',
  summary: 'Enter an absence, extra duty or a swap',
  input: z.strictObject({
    id: teamId,
    ...dutyChangeInput,
    coverId: cover,
  }),
  output: z.object({
    change: dutyChangeView,
    cover: dutyChangeView.nullable().meta({ description: 'The extra duty of whoever stands in.' }),
  }),
  async run(ctx, { id, coverId, ...input }) {
    const row = await lockTeam(ctx.db, ctx.orgId, id)
    const [team] = row ? await crewTeams(ctx, [row]) : []
    if (!team) throw teamNotFound()
    const own = input.memberId === ctx.actor.memberId && coverId === undefined
    if (!own && !ctx.actor.may('teams.update')) throw notPermitted('teams.update')
    if (team.row.archived_at !== null) throw teamArchived()
    if (!team.members.has(input.memberId)) throw notInTeam('memberId')
    if (coverId !== undefined && (!team.members.has(coverId) || coverId === input.memberId || input.kind === 'on'))
      throw notInTeam('coverId')
    if (Temporal.Instant.compare(input.toAt, input.fromAt) <= 0) throw dutyBackwards()
    if ((await countDutyChanges(ctx.db, ctx.orgId, id, ctx.now)) >= CHANGES_AT_MOST)
      throw tooManyDutyChanges(CHANGES_AT_MOST)
    const rowOf = (memberId: string, kind: 'on' | 'off'): DutyChangeRow => ({
      org_id: ctx.orgId,
      id: ctx.newId(),
      team_id: id,
      member_id: memberId,
      kind,
      from_at: input.fromAt,
      to_at: input.toAt,
      note: input.note,
      created_at: ctx.now,
    })
    const change = rowOf(input.memberId, input.kind)
    const cover = coverId === undefined ? null : rowOf(coverId, 'on')
    const rows = cover ? [change, cover] : [change]
    await insertDutyChanges(ctx.db, rows)
    for (const { id: changeId, member_id: memberId, kind } of rows)
      ctx.record({
        type: 'team.duty_changed',
        subject: `team:${id}`,
        data: { changeId, memberId, kind, fromAt: input.fromAt.toString(), toAt: input.toAt.toString() },
      })
    return { change: viewOfChange(change, team.members), cover: cover && viewOfChange(cover, team.members) }
  },
})
