import { z } from 'zod'

const LATEST = Temporal.Instant.from('2200-01-01T00:00:00Z')
const EARLIEST = Temporal.Instant.from('1970-01-01T00:00:00Z')

/**
 * An instant in the input: RFC 3339 with an offset or Z, years 1970 to 2199. Becomes a Temporal.Instant, to the
 * microsecond, which is what the database keeps: what is signed is what is read again.
 */
export const instant = z.iso
  .datetime({ offset: true, error: 'Must be an RFC 3339 instant, for example 2026-11-26T15:00:00Z' })
  .transform((text, ctx) => {
    const at = parsed(text)
    if (at && Temporal.Instant.compare(at, EARLIEST) >= 0 && Temporal.Instant.compare(at, LATEST) < 0)
      return at.round({ smallestUnit: 'microsecond', roundingMode: 'trunc' })
    ctx.addIssue({
      code: 'custom',
      message: 'Must lie between 1970 and 2199',
      input: text,
      params: { code: 'input/out_of_years' },
    })
    return z.NEVER
  })

function parsed(text: string): Temporal.Instant | null {
  try {
    return Temporal.Instant.from(text)
  } catch {
    return null
  }
}

/** An instant in the output: RFC 3339 in UTC. */
export const instantText = z.iso.datetime().meta({ examples: ['2026-11-26T15:00:00Z'] })

/** An instant as the output writes it. */
export const textOf = (at: Temporal.Instant): string => at.toString()
export const textOrNull = (at: Temporal.Instant | null): string | null => at?.toString() ?? null

/** Text of a person: trimmed, not empty, at most `max` characters. */
export const words = (max: number, example: string) =>
  z
    .string()
    .trim()
    .min(1, 'Must not be empty')
    .max(max, `Must have at most ${max} characters`)
    .meta({ examples: [example] })

export const LANGUAGES = ['en', 'pt', 'es', 'ca', 'pl', 'ru'] as const
export type Language = (typeof LANGUAGES)[number]
export const language = z.enum(LANGUAGES)

/** An IANA time zone that this runtime knows. */
export const timeZone = z
  .string()
  .max(64)
  .refine(
    (name) => {
      try {
        return /^[A-Za-z]/.test(name) && new Intl.DateTimeFormat('en', { timeZone: name }) !== null
      } catch {
        return false
      }
    },
    { error: 'Must be an IANA time zone, for example Europe/Warsaw', params: { code: 'input/not_a_time_zone' } },
  )
  .meta({ examples: ['Europe/Warsaw'] })

/** The version that was read (`If-Match` fills it in): an edit of an older one is refused. */
export const ifVersion = z.number().int().min(1).optional().meta({ description: 'The version read; also as If-Match.' })

/** A yes or no in a query: `true` or `false`. */
export const flag = z.enum(['true', 'false']).transform((text) => text === 'true')

/** Up to 200 ids in a query, separated by commas. */
export const idList = z
  .string()
  .max(200 * 37)
  .meta({ examples: ['018f3c1e-0000-7000-8000-000000000001'] })
  .transform((text) => text.split(','))
  .pipe(z.array(z.uuid()).min(1).max(200))
  .optional()
  .meta({ description: 'Only these, separated by commas.' })
