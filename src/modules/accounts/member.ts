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
  createdAt: textOf(row.created_at),
  version: row.version,
})
