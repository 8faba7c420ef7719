import { z } from 'zod'
import { ifVersion, instantText, LANGUAGES, words } from '#platform/fields'
import { CAUSES } from './reason.ts'

export const reasonId = z.uuid().meta({ description: 'The reason.' })

export const whyText = z.partialRecord(z.enum(LANGUAGES), words(500, 'Our supplier has not sent the part yet.')).meta({
  description: 'What the customer reads, by language.',
  examples: [{ en: 'Our supplier has not sent the part yet.' }],
})

export const reasonFields = {
  name: words(200, 'Part not delivered').meta({ description: 'As colleagues call it.' }),
  cause: z
    .enum(CAUSES)
    .nullable()
    .meta({ description: 'Whose doing it was, for counting.', examples: ['supplier'] }),
  why: whyText,
}

export const reasonView = z.object({
  id: reasonId,
  ...reasonFields,
  missing: z
    .array(z.enum(LANGUAGES))
    .meta({ description: 'Languages that have no sentence.', examples: [['pl', 'ru']] }),
  archivedAt: instantText.nullable().meta({ description: 'No longer given since.', examples: [null] }),
  createdAt: instantText,
  version: z.number().int().min(1),
})
export type ReasonView = z.input<typeof reasonView>

export const editReason = { id: reasonId, ifVersion }
