import { z } from 'zod'
import { ifVersion, instantText, LANGUAGES, words } from '#platform/fields'
import { REMEDY_KINDS, unknownPlaceholders } from './remedy.ts'

/** Minor units: at most ten billion of a currency with cents. */
export const MAX_AMOUNT = 1_000_000_000_000

export const amount = z
  .number()
  .int()
  .min(0)
  .max(MAX_AMOUNT)
  .meta({ description: "Minor units of the organization's currency.", examples: [2500] })

export const currencyCode = z.string().meta({ description: 'ISO 4217.', examples: ['EUR'] })

const wordingText = words(1000, 'We take {amount} off your bill.').refine(
  (text) => unknownPlaceholders(text).length === 0,
  {
    error: 'In braces only {amount} and {until} may stand',
    params: { code: 'playbooks/unknown_placeholder' },
  },
)

export const wording = z.partialRecord(z.enum(LANGUAGES), wordingText).meta({
  description: 'What the customer reads, by language. {amount} and {until} are put in when it is granted.',
  examples: [{ en: 'We take {amount} off your bill.' }],
})

export const remedyFields = {
  kind: z.enum(REMEDY_KINDS).meta({
    description: 'Alternatives: substitute, partial_delivery, loan_device, priority_slot. Remedies: the others.',
    examples: ['discount'],
  }),
  name: words(200, 'Discount for lateness').meta({ description: 'As colleagues call it.' }),
  cost: amount.nullable().meta({ description: 'What it costs the firm; null: chosen each time.', examples: [null] }),
  conditions: z
    .string()
    .trim()
    .max(2000, 'Must have at most 2000 characters')
    .meta({
      description: 'When it may be offered, for colleagues.',
      examples: ['Only when we are more than a day late.'],
    }),
  wording,
  validDays: z
    .number()
    .int()
    .min(1)
    .max(3650)
    .nullable()
    .meta({ description: 'For how many days a credit holds.', examples: [null] }),
}

export const remedyId = z.uuid().meta({ description: 'The line of the library.' })

export const remedyView = z.object({
  id: remedyId,
  ...remedyFields,
  alternative: z
    .boolean()
    .meta({ description: 'Another way to the same end, as against making good.', examples: [false] }),
  hasToBeDone: z.boolean().meta({ description: 'Granted, it is promised until a date.', examples: [false] }),
  missing: z
    .array(z.enum(LANGUAGES))
    .meta({ description: 'Languages that have no wording.', examples: [['pl', 'ru']] }),
  archivedAt: instantText.nullable().meta({ description: 'No longer offered since.', examples: [null] }),
  createdAt: instantText,
  version: z.number().int().min(1),
})
export type RemedyView = z.input<typeof remedyView>

export const edit = { id: remedyId, ifVersion }
