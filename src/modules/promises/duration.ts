import { z } from 'zod'

const clockTime = z.stringFormat('clock', /^([01]\d|2[0-3]):[0-5]\d$/, 'Must be a time from 00:00 to 23:59')

/** How long a promise takes: business time, business days of a calendar, or days, weeks and months of the wall calendar. */
export const duration = z
  .discriminatedUnion('unit', [
    z.strictObject({
      unit: z.literal('business_seconds'),
      n: z
        .number()
        .int()
        .min(1)
        .max(31_536_000)
        .meta({ examples: [14400] }),
    }),
    z.strictObject({
      unit: z.literal('business_days'),
      n: z
        .number()
        .int()
        .min(0)
        .max(400)
        .meta({ examples: [1] }),
      at: z
        .union([z.enum(['same_time', 'close']), clockTime])
        .meta({ description: 'Same time of day, end of business, or a local time.', examples: ['close'] }),
    }),
    z.strictObject({
      unit: z.enum(['days', 'weeks', 'months']),
      n: z
        .number()
        .int()
        .min(1)
        .max(400)
        .meta({ examples: [1] }),
      at: z
        .union([z.literal('same_time'), clockTime])
        .meta({ description: 'Same time of day, or a local time.', examples: ['same_time'] }),
    }),
  ])
  .meta({
    description:
      'Business time of the calendar, business days of it, or days, weeks and months of the wall calendar in its zone.',
    examples: [{ unit: 'business_days', n: 1, at: 'close' }],
  })
export type Duration = z.output<typeof duration>
