import { z } from 'zod'
import { ifVersion } from '#platform/fields'
import { operation } from '#platform/operation'
import { checkColleagues, checkRota } from './check-team.ts'
import { calendarClock } from './clock.ts'
import { crewTeams } from './crew-teams.ts'
import type { RotaEntry } from './duty.ts'
import { staleTeam, teamArchived, teamNotFound } from './errors.ts'
import { memberIds, rota, teamCalendarId, teamId, teamName, teamView, viewOfTeam } from './team.ts'
import { deleteOtherMembers, insertTeamMembers, lockTeam, updateTeamRow } from './team-queries.ts'

export const updateTeam = operation({
  name: 'teams.update',
  effect: 'writes',
  permission: 'teams.update',
  summary: 'Change a team: its name, members, calendar or rota',
  input: z.strictObject({
    id: teamId,
    ifVersion,
    name: teamName.optional(),
    calendarId: teamCalendarId.optional(),
    memberIds: memberIds.optional(),
    rota: rota.optional().meta({ description: 'The whole rota. Who leaves the team leaves the rota.' }),
  }),
  output: teamView,
  async run(ctx, { id, ifVersion: read, ...change }) {
    const row = await lockTeam(ctx.db, ctx.orgId, id)
    if (!row) throw teamNotFound()
    if (read !== undefined && read !== row.version) throw staleTeam(row.version)
    if (row.archived_at !== null) throw teamArchived()
    if (change.calendarId) await calendarClock(ctx, change.calendarId)
    const [present] = await crewTeams(ctx, [row])
    const members = change.memberIds ? [...new Set(change.memberIds)] : [...(present?.members.keys() ?? [])]
    if (change.memberIds) {
      await checkColleagues(ctx, members)
      await deleteOtherMembers(ctx.db, ctx.orgId, id, members)
      await insertTeamMembers(ctx.db, ctx.orgId, id, members)
    }
    if (change.rota) checkRota(change.rota, members)
    const week = change.rota ?? (row.rota as RotaEntry[]).filter(({ memberId }) => members.includes(memberId))
    const updated = await updateTeamRow(ctx.db, ctx.orgId, id, {
      name: change.name ?? row.name,
      calendar_id: change.calendarId === undefined ? row.calendar_id : change.calendarId,
      rota: JSON.stringify(change.rota || change.memberIds ? week : row.rota),
    })
    ctx.record({
      type: 'team.changed',
      subject: `team:${id}`,
      data: {
        version: updated.version,
        changed: Object.keys(change),
        calendarId: updated.calendar_id,
        ...(change.memberIds ? { memberIds: members } : {}),
      },
    })
    const [team] = await crewTeams(ctx, [updated])
    return viewOfTeam(team as NonNullable<typeof team>)
  },
})
