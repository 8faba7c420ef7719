import { z } from 'zod'
import { ifVersion } from '#platform/fields'
import { operation } from '#platform/operation'
import { crewTeams } from './crew-teams.ts'
import { staleTeam, teamNotFound } from './errors.ts'
import { teamId, teamView, viewOfTeam } from './team.ts'
import { lockTeam, updateTeamRow } from './team-queries.ts'

/** What the team has promised stays its own; it takes nothing new. Archiving what is archived changes nothing. */
export const archiveTeam = operation({
  name: 'teams.archive',
  effect: 'writes',
  permission: 'teams.archive',
  summary: 'Archive a team: it takes no new work',
  input: z.strictObject({ id: teamId, ifVersion }),
  output: teamView,
  async run(ctx, { id, ifVersion: read }) {
    let row = await lockTeam(ctx.db, ctx.orgId, id)
    if (!row) throw teamNotFound()
    if (row.archived_at === null) {
      if (read !== undefined && read !== row.version) throw staleTeam(row.version)
      row = await updateTeamRow(ctx.db, ctx.orgId, id, { archived_at: ctx.now })
      ctx.record({ type: 'team.archived', subject: `team:${id}`, data: { version: row.version } })
    }
    const [team] = await crewTeams(ctx, [row])
    return viewOfTeam(team as NonNullable<typeof team>)
  },
})
