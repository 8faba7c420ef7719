import { z } from 'zod'
import { instant, instantText, words } from '#platform/fields'

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

export const exceptionalFields = {
  why: words(500, 'A transplant: the cooling must hold.').meta({ description: 'Why no standard rule is good enough.' }),
  until: instant
    .nullable()
    .default(null)
    .meta({
      description: 'Until when the customer needs it; null: as soon as can be.',
      examples: ['2026-11-26T23:00:00Z'],
    }),
  stakes: words(300, 'A transplant, 14 hours').nullable().default(null).meta({ description: 'What hangs on it.' }),
}

export const exceptionalView = z.object({
  why: z.string().meta({ examples: ['A transplant: the cooling must hold.'] }),
  until: instantText.nullable(),
  stakes: z
    .string()
    .nullable()
    .meta({ examples: ['A transplant, 14 hours'] }),
  markedAt: instantText,
  markedBy: z.uuid().nullable().meta({ description: 'null: a program.' }),
  promiseId: z.uuid().nullable().meta({ description: 'The promise to take charge.' }),
})

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
  exceptional: exceptionalView
    .nullable()
    .meta({ description: 'It gets attention whatever the rules say; null: the rules hold.', examples: [null] }),
  allowed: z.array(z.enum(['update', 'close', 'reopen', 'adopt', 'promise', 'mark'])),
  version: z.number().int().min(1),
})
export type RequestView = z.input<typeof requestView>
