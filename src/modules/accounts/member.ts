import { z } from 'zod'
import { LANGUAGES, textOf, words } from '#platform/fields'
import type { MemberRow } from './queries.ts'
import { ROLES } from './roles.ts'

export const role = z.enum(ROLES).meta({
  description:
    'owner: everything; lead: also corrections, imports, services, calendars; frontline: daily work; viewer: reads.',
})

export const memberId = z.uuid().meta({ description: 'The member.' })

export const memberName = words(200, 'Ana Ruiz')

const clockTime = z.stringFormat('clock', /^([01]\d|2[0-3]):[0-5]\d$/, 'Must be a time from 00:00 to 23:59')

/** Local times of the member; a `to` that is earlier lies on the next morning. */
export const quietHours = z
  .strictObject({ from: clockTime, to: clockTime })
  .refine(({ from, to }) => from !== to, { error: 'Must not begin and end at the same time', path: ['to'] })
  .meta({ examples: [{ from: '19:00', to: '07:30' }] })

export const memberView = z.object({
  id: memberId,
  name: z.string().meta({ examples: ['Ana Ruiz'] }),
  email: z.string().meta({ examples: ['ana@example.com'] }),
  role,
  state: z.enum(['invited', 'active', 'removed']),
  language: z.enum(LANGUAGES).meta({ description: 'Of the console and of mail to them.' }),
  timeZone: z
    .string()
    .nullable()
    .meta({ description: "null: the organization's.", examples: ['Europe/Warsaw'] }),
  quietHours: quietHours.nullable().meta({ description: 'No mail about work then; null: none are kept.' }),
  createdAt: z.iso.datetime(),
  version: z.number().int().min(1),
})
export type MemberView = z.infer<typeof memberView>

export const viewOfMember = (row: MemberRow): MemberView => ({
  id: row.id,
  name: row.name,
  email: row.email,
  role: row.role as MemberView['role'],
  state: row.state as MemberView['state'],
  language: row.language as MemberView['language'],
  timeZone: row.time_zone,
  quietHours:
    row.quiet_from === null || row.quiet_to === null
      ? null
      : { from: row.quiet_from.slice(0, 5), to: row.quiet_to.slice(0, 5) },
  createdAt: textOf(row.created_at),
  version: row.version,
})
