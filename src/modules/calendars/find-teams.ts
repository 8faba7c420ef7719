import type { Context } from '#platform/operation'
import { teamArchived, teamNotFound } from './errors.ts'
import { activeTeams, findTeam, membersOfTeams, type TeamRow, teamsByIds, teamsByMember } from './team-queries.ts'

type Reader = Pick<Context, 'db' | 'orgId'>

type TeamHead = { id: string; name: string; calendarId: string | null; archivedAt: Temporal.Instant | null }

const headOf = (row: TeamRow): TeamHead => ({
  id: row.id,
  name: row.name,
  calendarId: row.calendar_id,
  archivedAt: row.archived_at,
})

/** Some teams by id, archived ones too; unknown ids are left out. One statement. */
export async function teamHeads(ctx: Reader, ids: readonly string[]): Promise<Map<string, TeamHead>> {
  const rows = await teamsByIds(ctx.db, ctx.orgId, [...new Set(ids)])
  return new Map(rows.map((row) => [row.id, headOf(row)]))
}

/** A team that can be given work. @throws calendars/team_not_found, calendars/team_archived */
export async function activeTeam(ctx: Reader, id: string): Promise<TeamHead> {
  const row = await findTeam(ctx.db, ctx.orgId, id)
  if (!row) throw teamNotFound()
  if (row.archived_at !== null) throw teamArchived()
  return headOf(row)
}

/** The teams that a member is in, by name. */
export async function teamsOfMember(ctx: Reader, memberId: string): Promise<{ id: string; name: string }[]> {
  const rows = await teamsByMember(ctx.db, ctx.orgId, memberId)
  return rows.filter((row) => row.archived_at === null).map(({ id, name }) => ({ id, name }))
}

/** The teams that a member is in, and everybody in them; without a team the member alone. */
export async function circleOf(ctx: Reader, memberId: string): Promise<{ teamIds: string[]; memberIds: string[] }> {
  const teamIds = (await teamsOfMember(ctx, memberId)).map(({ id }) => id)
  const crews = await membersOfTeams(ctx.db, ctx.orgId, teamIds)
  return { teamIds, memberIds: [...new Set([memberId, ...crews.map((row) => row.member_id)])] }
}

/** The team that goes by a name, as requests name theirs; null: there is none, or it is archived. */
export async function teamIdNamed(ctx: Reader, name: string): Promise<string | null> {
  const wanted = name.trim().toLowerCase()
  if (wanted === '') return null
  const rows = await activeTeams(ctx.db, ctx.orgId)
  return rows.find((row) => row.name.trim().toLowerCase() === wanted)?.id ?? null
}

/** The names of some teams, archived ones too, by id; unknown ids are left out. One statement. */
export async function teamNames(ctx: Reader, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await teamsByIds(ctx.db, ctx.orgId, [...new Set(ids)])
  return new Map(rows.map(({ id, name }) => [id, name]))
}
