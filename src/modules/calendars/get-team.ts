import { z } from 'zod'
import { operation } from '#platform/operation'
import { crewTeams } from './crew-teams.ts'
import { teamNotFound } from './errors.ts'
import { teamId, teamView, viewOfTeam } from './team.ts'
import { findTeam } from './team-queries.ts'

export const getTeam = operation({
  name: 'teams.get',
  effect: 'reads',
  permission: 'teams.read',
  summary: 'One team with its members and rota',
  input: z.strictObject({ id: teamId }),
  output: teamView,
  async run(ctx, { id }) {
    const row = await findTeam(ctx.db, ctx.orgId, id)
    const [team] = row ? await crewTeams(ctx, [row]) : []
    if (!team) throw teamNotFound()
    return viewOfTeam(team)
  },
})
