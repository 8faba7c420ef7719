import { z } from 'zod'
import { instant, instantText, textOf, textOrNull, words } from '#platform/fields'
import type { CrewedTeam } from './crew-teams.ts'
import { hours } from './schemas.ts'
import type { DutyChangeRow } from './team-queries.ts'

export const teamId = z.uuid().meta({ description: 'The team.' })
export const teamName = words(200, 'Emergencies')

export const MEMBERS_AT_MOST = 50
const RANGES_AT_MOST = 400

const memberName = z.string().meta({ examples: ['Ana Ruiz'] })
const person = z.object({ id: z.uuid(), name: memberName })
// Compared with ids that were read: the database writes them in small letters.
const member = z.uuid().toLowerCase()

export const memberIds = z
  .array(member)
  .max(MEMBERS_AT_MOST, `Must have at most ${MEMBERS_AT_MOST} members`)
  .meta({ description: 'Who is in it: members who have joined.', examples: [[]] })

export const teamCalendarId = z
  .uuid()
  .nullable()
  .meta({ description: "When somebody should be on duty, and the rota's time zone; null: the default calendar." })

export const rota = z
  .array(z.strictObject({ memberId: member, hours }))
  .max(MEMBERS_AT_MOST)
  .refine(
    (entries) =>
      entries.reduce(
        (sum, entry) => sum + Object.values(entry.hours).reduce((n, day) => n + (day?.length ?? 0), 0),
        0,
      ) <= RANGES_AT_MOST,
    { error: `Must have at most ${RANGES_AT_MOST} times`, params: { code: 'calendars/rota_too_long' } },
  )
  .meta({
    description:
      "Who is on duty in a usual week, in the calendar's time zone. Without any hours, everybody is while the calendar is open.",
    examples: [[]],
  })

export const teamView = z.object({
  id: teamId,
  name: z.string().meta({ examples: ['Emergencies'] }),
  calendarId: teamCalendarId,
  timeZone: z.string().meta({ description: 'Of the calendar: the rota’s.', examples: ['Europe/Warsaw'] }),
  members: z.array(person).meta({ description: 'By name; without those who were removed.' }),
  rota,
  archivedAt: instantText.nullable(),
  createdAt: instantText,
  version: z.number().int().min(1),
})
export type TeamView = z.input<typeof teamView>

export const dutyNow = z.object({
  onDuty: z.array(person).meta({ description: 'Who is on duty now.' }),
  next: person
    .extend({ fromAt: instantText })
    .nullable()
    .meta({ description: 'Who is on duty first, where nobody is now; null where nobody ever is again.' }),
  gaps: z
    .object({
      count: z
        .number()
        .int()
        .min(0)
        .meta({ examples: [1] }),
      seconds: z
        .number()
        .int()
        .min(0)
        .meta({ examples: [3600] }),
      firstAt: instantText.nullable(),
    })
    .meta({ description: 'When the calendar is open in the next seven days and nobody is on duty.' }),
})

export const dutySpan = z.object({
  fromAt: instantText,
  toAt: instantText,
  onDuty: z.array(person),
  gap: z.boolean().meta({ description: 'The calendar is open and nobody is on duty.', examples: [false] }),
})

export const dutyChangeId = z.uuid().meta({ description: 'The change.' })

export const cover = member.optional().meta({ description: 'With an absence: who is on duty instead.' })

export const dutyChangeInput = {
  memberId: member.meta({ description: 'Whose duty changes.' }),
  kind: z
    .enum(['on', 'off'])
    .meta({ description: 'on: extra duty; off: away. Of several, the one entered last holds.', examples: ['off'] }),
  fromAt: instant.meta({ examples: ['2026-12-01T08:00:00Z'] }),
  toAt: instant.meta({ examples: ['2026-12-03T17:00:00Z'] }),
  note: z
    .string()
    .trim()
    .max(500)
    .default('')
    .meta({ examples: ['Training'] }),
}

export const dutyChangeView = z.object({
  id: dutyChangeId,
  teamId,
  memberId: z.uuid(),
  memberName: z.string().meta({ examples: ['Ana Ruiz'] }),
  kind: z.enum(['on', 'off']),
  fromAt: instantText,
  toAt: instantText,
  note: z.string().meta({ examples: ['Training'] }),
  createdAt: instantText,
})
export type DutyChangeView = z.input<typeof dutyChangeView>

export const viewOfTeam = ({ row, members, rota, calendar }: CrewedTeam): TeamView => ({
  id: row.id,
  name: row.name,
  calendarId: row.calendar_id,
  timeZone: calendar.timeZone,
  members: people([...members.keys()], members),
  rota: rota.filter(({ memberId }) => members.has(memberId)),
  archivedAt: textOrNull(row.archived_at),
  createdAt: textOf(row.created_at),
  version: row.version,
})

export const people = (ids: readonly string[], names: ReadonlyMap<string, string>) =>
  ids.map((id) => ({ id, name: names.get(id) ?? '' }))

export const viewOfChange = (row: DutyChangeRow, names: ReadonlyMap<string, string>): DutyChangeView => ({
  id: row.id,
  teamId: row.team_id,
  memberId: row.member_id,
  memberName: names.get(row.member_id) ?? '',
  kind: row.kind as DutyChangeView['kind'],
  fromAt: textOf(row.from_at),
  toAt: textOf(row.to_at),
  note: row.note,
  createdAt: textOf(row.created_at),
})
