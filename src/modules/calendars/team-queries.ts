import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Tx } from '#platform/db'
import type { DutyChange, Team } from '#platform/schema.gen'

export type TeamRow = Selectable<Team>
export type DutyChangeRow = Selectable<DutyChange>

const teams = (db: Tx, orgId: string) => db.selectFrom('team').selectAll().where('org_id', '=', orgId)

export const findTeam = (db: Tx, orgId: string, id: string): Promise<TeamRow | undefined> =>
  teams(db, orgId).where('id', '=', id).executeTakeFirst()

export const lockTeam = (db: Tx, orgId: string, id: string): Promise<TeamRow | undefined> =>
  teams(db, orgId).where('id', '=', id).forUpdate().executeTakeFirst()

export const teamsByIds = (db: Tx, orgId: string, ids: readonly string[]): Promise<TeamRow[]> =>
  ids.length === 0 ? Promise.resolve([]) : teams(db, orgId).where('id', 'in', ids).execute()

/** Teams that a member is in, by name. */
export const teamsByMember = (db: Tx, orgId: string, memberId: string): Promise<TeamRow[]> =>
  teams(db, orgId)
    .where('id', 'in', (e) =>
      e.selectFrom('team_member').select('team_id').where('org_id', '=', orgId).where('member_id', '=', memberId),
    )
    .orderBy('name')
    .execute()

/** By name; `after` is the name and id of the last row seen. */
export const listTeamRows = (
  db: Tx,
  orgId: string,
  filter: { archived: boolean },
  after: string[] | null,
  limit: number,
): Promise<TeamRow[]> =>
  teams(db, orgId)
    .where('archived_at', filter.archived ? 'is not' : 'is', null)
    .$if(after !== null, (query) => query.where(sql<boolean>`(name, id::text) > (${after?.[0]}, ${after?.[1]})`))
    .orderBy('name')
    .orderBy(sql`id::text`)
    .limit(limit)
    .execute()

export const insertTeam = (db: Tx, row: Insertable<Team>) => db.insertInto('team').values(row).execute()

export const updateTeamRow = (db: Tx, orgId: string, id: string, set: Updateable<Team>): Promise<TeamRow> =>
  db
    .updateTable('team')
    .set((e) => ({ ...set, version: e('version', '+', 1) }))
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()

export const membersOfTeams = (
  db: Tx,
  orgId: string,
  teamIds: readonly string[],
): Promise<{ team_id: string; member_id: string }[]> =>
  teamIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('team_member')
        .select(['team_id', 'member_id'])
        .where('org_id', '=', orgId)
        .where('team_id', 'in', teamIds)
        .execute()

export const insertTeamMembers = (db: Tx, orgId: string, teamId: string, memberIds: readonly string[]) =>
  memberIds.length === 0
    ? Promise.resolve([])
    : db
        .insertInto('team_member')
        .values(memberIds.map((memberId) => ({ org_id: orgId, team_id: teamId, member_id: memberId })))
        .onConflict((conflict) => conflict.columns(['org_id', 'team_id', 'member_id']).doNothing())
        .execute()

/** Takes everybody out of a team but those named. */
export const deleteOtherMembers = (db: Tx, orgId: string, teamId: string, staying: readonly string[]) =>
  db
    .deleteFrom('team_member')
    .where('org_id', '=', orgId)
    .where('team_id', '=', teamId)
    .$if(staying.length > 0, (query) => query.where('member_id', 'not in', staying))
    .execute()

export const insertDutyChanges = (db: Tx, rows: Insertable<DutyChange>[]) =>
  db.insertInto('duty_change').values(rows).execute()

export const findDutyChange = (db: Tx, orgId: string, id: string): Promise<DutyChangeRow | undefined> =>
  db.selectFrom('duty_change').selectAll().where('org_id', '=', orgId).where('id', '=', id).executeTakeFirst()

export async function deleteDutyChangeRow(db: Tx, orgId: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('duty_change')
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

/** The changes of some teams that reach beyond an instant (and begin before another), as they were entered. */
export const dutyChangesOf = (
  db: Tx,
  orgId: string,
  teamIds: readonly string[],
  after: Temporal.Instant,
  before: Temporal.Instant | null,
): Promise<DutyChangeRow[]> =>
  teamIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('duty_change')
        .selectAll()
        .where('org_id', '=', orgId)
        .where('team_id', 'in', teamIds)
        .where('to_at', '>', after)
        .$if(before !== null, (query) => query.where('from_at', '<', before as Temporal.Instant))
        .orderBy('created_at')
        .orderBy('id')
        .execute()

/** Names of the teams that can be given work; of a firm there are few. */
export const activeTeams = (db: Tx, orgId: string): Promise<{ id: string; name: string }[]> =>
  db
    .selectFrom('team')
    .select(['id', 'name'])
    .where('org_id', '=', orgId)
    .where('archived_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .execute()

/** Who of some members is off duty at an instant by a change. */
export async function offDutyAt(
  db: Tx,
  orgId: string,
  memberIds: readonly string[],
  at: Temporal.Instant,
): Promise<string[]> {
  if (memberIds.length === 0) return []
  const rows = await db
    .selectFrom('duty_change')
    .select('member_id')
    .distinct()
    .where('org_id', '=', orgId)
    .where('member_id', 'in', memberIds)
    .where('kind', '=', 'off')
    .where('from_at', '<=', at)
    .where('to_at', '>', at)
    .execute()
  return rows.map((row) => row.member_id)
}

/** Changes of a team that are not over, those that end first first. `after`: end and id of the last row seen. */
export const listDutyChangeRows = (
  db: Tx,
  orgId: string,
  filter: { teamId: string; memberIds: readonly string[]; endsAfter: Temporal.Instant },
  after: string[] | null,
  limit: number,
): Promise<DutyChangeRow[]> =>
  filter.memberIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('duty_change')
        .selectAll()
        .where('org_id', '=', orgId)
        .where('team_id', '=', filter.teamId)
        .where('to_at', '>', filter.endsAfter)
        .where('member_id', 'in', filter.memberIds)
        .$if(after !== null, (query) =>
          query.where(sql<boolean>`(to_at, id) > (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`),
        )
        .orderBy('to_at')
        .orderBy('id')
        .limit(limit)
        .execute()

export async function countDutyChanges(
  db: Tx,
  orgId: string,
  teamId: string,
  endsAfter: Temporal.Instant,
): Promise<number> {
  const { n } = await db
    .selectFrom('duty_change')
    .select(sql<number>`count(*)::int`.as('n'))
    .where('org_id', '=', orgId)
    .where('team_id', '=', teamId)
    .where('to_at', '>', endsAfter)
    .executeTakeFirstOrThrow()
  return n
}
