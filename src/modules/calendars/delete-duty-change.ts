import { z } from 'zod'
import { notPermitted } from '#platform/errors'
import { operation } from '#platform/operation'
import { dutyChangeNotFound } from './errors.ts'
import { dutyChangeId } from './team.ts'
import { deleteDutyChangeRow, findDutyChange } from './team-queries.ts'

export const deleteDutyChange = operation({
  name: 'teams.deleteDutyChange',
  effect: 'writes',
  permission: 'teams.changeDuty',
  summary: 'Take back an absence or extra duty',
  input: z.strictObject({ id: dutyChangeId }),
  output: z.object({}),
  async run(ctx, { id }) {
    const row = await findDutyChange(ctx.db, ctx.orgId, id)
    if (!row) throw dutyChangeNotFound()
    if (row.member_id !== ctx.actor.memberId && !ctx.actor.may('teams.update')) throw notPermitted('teams.update')
    // A second call at the same moment finds nothing left to take back.
    if (!(await deleteDutyChangeRow(ctx.db, ctx.orgId, id))) throw dutyChangeNotFound()
    ctx.record({
      type: 'team.duty_change_deleted',
      subject: `team:${row.team_id}`,
      data: { changeId: id, memberId: row.member_id, kind: row.kind },
    })
    return {}
  },
})
