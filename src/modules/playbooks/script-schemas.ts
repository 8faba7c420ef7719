import { z } from 'zod'
import { ifVersion, instantText, LANGUAGES, words } from '#platform/fields'
import { TONES, USES, VARIABLES } from './script.ts'
import { FINDINGS, LEVELS } from './script-findings.ts'

export const scriptId = z.uuid().meta({ description: 'The script.' })

const scriptText = z.strictObject({
  subject: z
    .string()
    .trim()
    .min(1, 'Must not be empty')
    .max(300, 'Must have at most 300 characters')
    .regex(/^[^\r\n]*$/, 'Must be one line')
    .nullable()
    .default(null)
    .meta({ description: 'Of a mail that begins with it.', examples: ['News about {{subject}}'] }),
  body: words(5000, 'Dear {{customer}}, {{promise}} {{by}}.').meta({ description: 'Plain text.' }),
})

export const use = z.enum(USES).meta({ description: 'What it is for.', examples: ['answer'] })
export const tone = z.enum(TONES).meta({ description: 'How it sounds.', examples: ['plain'] })

export const texts = z
  .partialRecord(z.enum(LANGUAGES), scriptText)
  .refine((given) => Object.keys(given).length > 0, { error: 'Write it in one language at least' })
  .meta({
    description: `What it says, by language. ${VARIABLES.map((name) => `{{${name}}}`).join(', ')} stand for facts of the matter.`,
    examples: [{ en: { subject: null, body: 'Dear {{customer}}, {{promise}} {{by}}.' } }],
  })

export const scriptFields = {
  name: words(200, 'We are on it').meta({ description: 'As colleagues call it.' }),
  use,
  tone,
}

export const confirmation = words(1000, 'It is what the law says.')
  .optional()
  .meta({ description: 'Why words that say more than can be kept stand all the same.' })

export const finding = z.object({
  code: z.enum(FINDINGS),
  level: z.enum(LEVELS).meta({
    description: 'error: it is not saved so. confirm: it takes a reason. warning: it is only said.',
    examples: ['confirm'],
  }),
  language: z.enum(LANGUAGES),
  part: z.enum(['subject', 'body']).meta({ examples: ['body'] }),
  text: z.string().meta({ description: 'The words that it is about.', examples: ['guaranteed'] }),
  start: z
    .number()
    .int()
    .min(0)
    .meta({ description: 'Where they stand: UTF-16 offset.', examples: [12] }),
})

const changed = {
  changedBy: z.uuid().nullable().meta({ description: 'The member; null: a program.' }),
  changedAt: instantText,
}

export const scriptSummary = z.object({
  id: scriptId,
  ...scriptFields,
  languages: z.array(z.enum(LANGUAGES)).meta({ description: 'In which there is a text.', examples: [['en', 'pl']] }),
  archivedAt: instantText.nullable().meta({ description: 'No longer used since.', examples: [null] }),
  createdAt: instantText,
  version: z.number().int().min(1),
})
export type ScriptSummary = z.input<typeof scriptSummary>

export const scriptView = scriptSummary.extend({
  texts,
  findings: z.array(finding).meta({ description: 'What was to be said of it when it was read.' }),
})

export const versionView = z.object({
  version: z.number().int().min(1),
  ...scriptFields,
  texts,
  overPromises: z.array(finding).meta({ description: 'Words that say more than can be kept.' }),
  reason: z
    .string()
    .nullable()
    .meta({ description: 'Why they stood all the same.', examples: [null] }),
  restoredFrom: z
    .number()
    .int()
    .nullable()
    .meta({ description: 'The version that it brought back.', examples: [null] }),
  ...changed,
})

export const editScript = { id: scriptId, ifVersion }
