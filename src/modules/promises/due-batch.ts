import { z } from 'zod'
import { instant, instantText } from '#platform/fields'

/**
 * What the clock says to an operation that does due work: a batch of one organization a call, in due order. Every kind
 * of due work takes this and answers `dueDone`.
 */
export const dueBatch = z.strictObject({
  since: instant
    .nullable()
    .default(null)
    .meta({ description: 'Nothing is due before: the batch before went up to here.', examples: [null] }),
  stoodStill: z
    .boolean()
    .default(false)
    .meta({ description: 'The clock did not look for a while: what is late by more than a minute is written down.' }),
})

export const dueDone = z.object({
  swept: z
    .number()
    .int()
    .min(0)
    .meta({ description: 'How many things changed.', examples: [3] }),
  more: z.boolean().meta({ description: 'Is there more to do now?', examples: [false] }),
  through: instantText.nullable().meta({ description: 'The due instant that the batch went up to; null if empty.' }),
})

/** Due longer ago than this when the clock had stood still: it is late, and said to be. */
export const LATE_AFTER = { seconds: 60 } as const
