import { z } from 'zod'
import { instantText, words } from '#platform/fields'

export const KINDS = ['question', 'job', 'order', 'appointment', 'complaint', 'return', 'suggestion'] as const
export const kind = z.enum(KINDS).meta({ examples: ['job'] })
export const requestId = z.uuid().meta({ description: 'The request.' })

const label = (example: string) =>
  z
    .string()
    .trim()
    .max(200)
    .meta({ examples: [example] })

/** What makes requests similar: the forecast compares them by these. */
export const features = {
  category: label('Heating'),
  subcategory: label('Boiler repair'),
  channel: label('Phone'),
  priority: label('Normal'),
  team: label('Heating'),
  area: label('North'),
}

export const requestFields = {
  kind,
  subject: words(500, 'Boiler makes a knocking noise'),
  description: z
    .string()
    .trim()
    .max(20_000)
    .meta({ examples: ['Since Monday, louder in the morning.'] }),
  customerId: z.uuid().nullable(),
  contactId: z.uuid().nullable(),
  serviceId: z.uuid().nullable(),
  ownerId: z.uuid().nullable(),
  ...features,
}

export const requestView = z.object({
  id: z.uuid(),
  number: z
    .number()
    .int()
    .min(1)
    .meta({ description: 'What people call it: #1042.', examples: [1042] }),
  kind,
  subject: z.string().meta({ examples: ['Boiler makes a knocking noise'] }),
  description: z.string().meta({ examples: ['Since Monday, louder in the morning.'] }),
  status: z.enum(['open', 'closed']),
  source: z.string().meta({ examples: ['console'] }),
  externalId: z
    .string()
    .nullable()
    .meta({ examples: ['101000295613'] }),
  customerId: z.uuid().nullable(),
  customerName: z
    .string()
    .nullable()
    .meta({ examples: ['Ana Ruiz'] }),
  contactId: z.uuid().nullable(),
  serviceId: z.uuid().nullable(),
  serviceName: z
    .string()
    .nullable()
    .meta({ examples: ['Boiler repair'] }),
  ownerId: z.uuid().nullable(),
  ...features,
  outcome: label('Repaired'),
  openedAt: instantText,
  closedAt: instantText.nullable(),
  completeUntil: instantText
    .nullable()
    .meta({ description: 'Imported history: the file knows everything up to here.' }),
  followed: z.boolean().meta({ description: 'false: imported history, not daily work.' }),
  importId: z.uuid().nullable(),
  allowed: z.array(z.enum(['update', 'close', 'reopen', 'adopt', 'promise'])),
  version: z.number().int().min(1),
})
export type RequestView = z.input<typeof requestView>
