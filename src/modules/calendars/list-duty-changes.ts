import { z } from 'zod'
import { instant } from '#platform/fields'
import { operation } from '#platform/operation'
import { cursorKeys, pageFrom, pageInput, pageOf } from '#platform/pages'
import { crewTeams } from './crew-teams.ts'
import { teamNotFound } from './errors.ts'
import { dutyChangeView, teamId, viewOfChange } from './team.ts'
import { findTeam, listDutyChangeRows } from './team-queries.ts'

export const listDutyChanges = operation({
  name: 'teams.listDutyChanges',
  effect: 'reads',
  permission: 'teams.read',
  summary: 'Absences and extra duty of a team that are not over, those that end first first',
  input: z.strictObject({
    ...pageInput,
    id: teamId,
    endsAfter: instant.optional().meta({ description: 'Default: now.', examples: ['2026-11-26T00:00:00Z'] }),
  }),
  output: pageOf(dutyChangeView),
  async run(ctx, { id, limit, cursor, endsAfter = ctx.now }) {
    const row = await findTeam(ctx.db, ctx.orgId, id)
    const [team] = row ? await crewTeams(ctx, [row]) : []
    if (!team) throw teamNotFound()
    const filter = { teamId: id, memberIds: [...team.members.keys()], endsAfter }
    const rows = await listDutyChangeRows(ctx.db, ctx.orgId, filter, cursorKeys(cursor, 2), limit + 1)
    return pageFrom(
      rows,
      limit,
      (change) => [change.to_at.toString(), change.id],
      (change) => viewOfChange(change, team.members),
    )
  },
})
