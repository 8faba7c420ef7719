import { z } from 'zod'
import { instant, instantText, textOf } from '#platform/fields'
import { operation } from '#platform/operation'
import { crewTeams, dutiesOf } from './crew-teams.ts'
import { dutySpanOutOfRange, teamNotFound } from './errors.ts'
import { dutySpan, people, teamId } from './team.ts'
import { findTeam } from './team-queries.ts'

const DAYS = 14
const DAYS_AT_MOST = 35

export const readTeamDuty = operation({
  name: 'teams.readDuty',
  effect: 'reads',
  permission: 'teams.read',
  summary: 'Who of a team is on duty when, and where nobody is',
  input: z.strictObject({
    id: teamId,
    from: instant.optional().meta({ description: 'Default: now.', examples: ['2026-11-26T00:00:00Z'] }),
    to: instant.optional().meta({
      description: `Default: ${DAYS} days later; at most ${DAYS_AT_MOST}.`,
      examples: ['2026-12-10T00:00:00Z'],
    }),
  }),
  output: z.object({
    teamId,
    from: instantText,
    to: instantText,
    timeZone: z.string().meta({ description: "Of the team's calendar.", examples: ['Europe/Warsaw'] }),
    spans: z.array(dutySpan).meta({ description: 'In order of time; what is left out is closed and without duty.' }),
  }),
  async run(ctx, { id, from = ctx.now, to = from.add({ hours: DAYS * 24 }) }) {
    const row = await findTeam(ctx.db, ctx.orgId, id)
    const [team] = row ? await crewTeams(ctx, [row]) : []
    if (!team) throw teamNotFound()
    const [fromMs, toMs] = [from.epochMilliseconds, to.epochMilliseconds]
    if (toMs <= fromMs || toMs - fromMs > DAYS_AT_MOST * 86_400_000) throw dutySpanOutOfRange(DAYS_AT_MOST)
    const duty = (await dutiesOf(ctx, [team], from, to)).get(id)
    return {
      teamId: id,
      from: textOf(from),
      to: textOf(to),
      timeZone: team.calendar.timeZone,
      spans: (duty?.spans(fromMs, toMs) ?? []).map((span) => ({
        fromAt: textOf(Temporal.Instant.fromEpochMilliseconds(span.fromMs)),
        toAt: textOf(Temporal.Instant.fromEpochMilliseconds(span.toMs)),
        onDuty: people(span.memberIds, team.members),
        gap: span.memberIds.length === 0,
      })),
    }
  },
})
