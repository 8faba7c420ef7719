import { z } from 'zod'
import { operation } from '#platform/operation'
import { checkColleagues, checkRota } from './check-team.ts'
import { calendarClock } from './clock.ts'
import { crewTeams } from './crew-teams.ts'
import { memberIds, rota, teamCalendarId, teamName, teamView, viewOfTeam } from './team.ts'
import { insertTeam, insertTeamMembers, type TeamRow } from './team-queries.ts'

export const createTeam = operation({
  name: 'teams.create',
  effect: 'writes',
  permission: 'teams.create',
  summary: 'Make a team',
  input: z.strictObject({
    name: teamName,
    calendarId: teamCalendarId.default(null),
    memberIds: memberIds.default([]),
    rota: rota.default([]),
  }),
  output: teamView,
  async run(ctx, input) {
    if (input.calendarId !== null) await calendarClock(ctx, input.calendarId)
    const members = [...new Set(input.memberIds)]
    await checkColleagues(ctx, members)
    checkRota(input.rota, members)
    const row: TeamRow = {
      org_id: ctx.orgId,
      id: ctx.newId(),
      name: input.name,
      calendar_id: input.calendarId,
      rota: input.rota,
      archived_at: null,
      version: 1,
      created_at: ctx.now,
    }
    await insertTeam(ctx.db, { ...row, rota: JSON.stringify(input.rota) })
    await insertTeamMembers(ctx.db, ctx.orgId, row.id, members)
    ctx.record({
      type: 'team.created',
      subject: `team:${row.id}`,
      data: { calendarId: row.calendar_id, memberIds: members, version: 1 },
    })
    const [team] = await crewTeams(ctx, [row])
    return viewOfTeam(team as NonNullable<typeof team>)
  },
})
