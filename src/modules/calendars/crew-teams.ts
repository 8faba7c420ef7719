import type { Calendar } from '#library/calendar'
import { activeMembers } from '#modules/accounts'
import type { Context } from '#platform/operation'
import { calendarClocks } from './clock.ts'
import { compileRota, type Duty, dutyOf, type RotaEntry } from './duty.ts'
import { calendarNotFound } from './errors.ts'
import { type DutyChangeRow, dutyChangesOf, membersOfTeams, type TeamRow } from './team-queries.ts'

/** A team with the people who are in it now, by name, and the calendar it runs by. */
export type CrewedTeam = {
  row: TeamRow
  members: Map<string, string>
  rota: RotaEntry[]
  calendar: Calendar
}

type Reader = Pick<Context, 'db' | 'orgId'>

/** Teams with their people and calendars: four statements, however many they are. @throws calendars/not_found */
export async function crewTeams(ctx: Reader, rows: readonly TeamRow[]): Promise<CrewedTeam[]> {
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const [belonging, clocks] = await Promise.all([
    membersOfTeams(ctx.db, ctx.orgId, ids),
    calendarClocks(
      ctx,
      rows.map((row) => row.calendar_id),
    ),
  ])
  const names = await activeMembers(ctx, [...new Set(belonging.map((row) => row.member_id))])
  const people = [...names].sort(([a, x], [b, y]) => (x === y ? (a < b ? -1 : 1) : x < y ? -1 : 1))
  const byTeam = Map.groupBy(belonging, (row) => row.team_id)
  return rows.map((row) => {
    const calendar = clocks.get(row.calendar_id)
    if (!calendar) throw calendarNotFound()
    const within = new Set((byTeam.get(row.id) ?? []).map(({ member_id }) => member_id))
    return {
      row,
      calendar,
      members: new Map(people.filter(([id]) => within.has(id))),
      rota: row.rota as RotaEntry[],
    }
  })
}

/** Who is on duty when, for several teams: from an instant on, or within a span. One statement more. */
export async function dutiesOf(
  ctx: Reader,
  teams: readonly CrewedTeam[],
  from: Temporal.Instant,
  to: Temporal.Instant | null = null,
): Promise<Map<string, Duty>> {
  const ids = teams.map(({ row }) => row.id)
  const changes = Map.groupBy(await dutyChangesOf(ctx.db, ctx.orgId, ids, from, to), (change) => change.team_id)
  return new Map(teams.map((team) => [team.row.id, dutyOfTeam(team, changes.get(team.row.id) ?? [])]))
}

const dutyOfTeam = (team: CrewedTeam, changes: readonly DutyChangeRow[]): Duty =>
  dutyOf(
    {
      calendar: team.calendar,
      memberIds: [...team.members.keys()],
      rota: team.rota,
      changes: changes.map((row) => ({
        memberId: row.member_id,
        kind: row.kind as 'on' | 'off',
        fromMs: row.from_at.epochMilliseconds,
        toMs: row.to_at.epochMilliseconds,
      })),
    },
    weeksOf(team),
  )

const compiled = new Map<string, Map<string, Calendar>>()
const COMPILED_AT_MOST = 500

/** The team's rota, compiled once per version, zone and process. */
function weeksOf({ row, rota, calendar }: CrewedTeam): Map<string, Calendar> {
  const key = `${row.org_id} ${row.id} ${row.version} ${calendar.timeZone}`
  const kept = compiled.get(key)
  if (kept) return kept
  const weeks = compileRota(rota, calendar.timeZone)
  const oldest = compiled.keys().next()
  if (compiled.size >= COMPILED_AT_MOST && !oldest.done) compiled.delete(oldest.value)
  compiled.set(key, weeks)
  return weeks
}
