import { z } from 'zod'
import { instantText, textOf } from '#platform/fields'
import type { ConsentRow } from './consent-queries.ts'
import { contactId, PURPOSES } from './schemas.ts'

/** How somebody says that they consent. */
export const CONSENT_CHANNELS = ['email', 'portal', 'phone', 'counter', 'website', 'paper'] as const

export const consentFields = {
  purpose: z.enum(PURPOSES).meta({
    description: '`news`: news and promotions. `feedback`: to be asked how it went.',
    examples: ['news'],
  }),
  given: z.boolean().meta({ description: 'Whether they agree; false: they take it back.', examples: [true] }),
  channel: z.enum(CONSENT_CHANNELS).meta({ description: 'How they said it.', examples: ['counter'] }),
  words: z
    .string()
    .trim()
    .min(1, 'Say what was asked and answered')
    .max(2000, 'Must have at most 2000 characters')
    .meta({ description: 'What was asked and answered.', examples: ['Asked about the newsletter; said yes.'] }),
}

export const consentView = z.object({
  id: z.uuid(),
  contactId,
  ...consentFields,
  occurredAt: instantText.meta({ description: 'When they said it.' }),
  recordedAt: instantText,
  recordedBy: z.object({
    kind: z.enum(['member', 'apiKey', 'customer', 'system']),
    id: z.string().meta({ examples: ['018f3c1e-0000-7000-8000-000000000001'] }),
    name: z
      .string()
      .nullable()
      .meta({ description: 'Of a member or an API key.', examples: ['Ana Ruiz'] }),
  }),
})
export type ConsentView = z.input<typeof consentView>

export const viewOfConsent = (row: ConsentRow, names: ReadonlyMap<string, string>): ConsentView => ({
  id: row.id,
  contactId: row.contact_id,
  purpose: row.purpose as ConsentView['purpose'],
  given: row.given,
  channel: row.channel as ConsentView['channel'],
  words: row.words,
  occurredAt: textOf(row.occurred_at),
  recordedAt: textOf(row.recorded_at),
  recordedBy: {
    kind: row.actor_kind as ConsentView['recordedBy']['kind'],
    id: row.actor_id,
    name: names.get(row.actor_id) ?? null,
  },
})
