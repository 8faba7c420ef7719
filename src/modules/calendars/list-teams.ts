import { z } from 'zod'
import { flag, textOf } from '#platform/fields'
import { operation } from '#platform/operation'
import { cursorKeys, pageFrom, pageInput, pageOf } from '#platform/pages'
import { crewTeams, dutiesOf } from './crew-teams.ts'
import type { Duty } from './duty.ts'
import { dutyNow, people, teamView, viewOfTeam } from './team.ts'
import { listTeamRows } from './team-queries.ts'

export const listTeams = operation({
  name: 'teams.list',
  effect: 'reads',
  permission: 'teams.read',
  summary: 'Teams by name, with who is on duty now',
  input: z.strictObject({
    ...pageInput,
    archived: flag.default(false).meta({ description: 'true: those that take no new work.', examples: ['false'] }),
  }),
  output: pageOf(teamView.extend(dutyNow.shape)),
  async run(ctx, { limit, cursor, archived }) {
    const rows = await listTeamRows(ctx.db, ctx.orgId, { archived }, cursorKeys(cursor, 2), limit + 1)
    const page = pageFrom(
      rows,
      limit,
      (row) => [row.name, row.id],
      (row) => row,
    )
    const teams = await crewTeams(ctx, page.items)
    const duties = await dutiesOf(ctx, teams, ctx.now)
    const items = teams.map((team) => {
      const duty = duties.get(team.row.id)
      return { ...viewOfTeam(team), ...nowOf(duty as Duty, team.members, ctx.now) }
    })
    return { items, nextCursor: page.nextCursor }
  },
})

const WEEK = 7 * 24 * 3_600_000

/** Who is on duty at an instant, else next, and where the week from then on has gaps. */
function nowOf(duty: Duty, names: ReadonlyMap<string, string>, now: Temporal.Instant) {
  const ms = now.epochMilliseconds
  const onDuty = duty.at(ms)
  const next = onDuty.length > 0 ? null : duty.next(ms)
  const gaps = duty.spans(ms, ms + WEEK).filter(({ memberIds }) => memberIds.length === 0)
  const [first] = gaps
  return {
    onDuty: people(onDuty, names),
    next: next && { id: next.memberId, name: names.get(next.memberId) ?? '', fromAt: textAt(next.atMs) },
    gaps: {
      count: gaps.length,
      seconds: Math.round(gaps.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0) / 1000),
      firstAt: first ? textAt(first.fromMs) : null,
    },
  }
}

const textAt = (ms: number): string => textOf(Temporal.Instant.fromEpochMilliseconds(ms))
