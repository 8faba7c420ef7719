import { z } from 'zod'
import { language } from '#platform/fields'
import { operation } from '#platform/operation'
import { holidaysOf } from './holidays.ts'
import { country, holiday, region } from './schemas.ts'

const year = z.coerce.number().int().min(1970).max(2199)

const MOST_YEARS = 30

export const listHolidays = operation({
  name: 'calendars.listHolidays',
  effect: 'reads',
  permission: 'calendars.read',
  summary: 'Public holidays of a country or region in a year, or in several',
  input: z.strictObject({
    country,
    region: region.optional(),
    year: year.optional().meta({ description: 'Default: the present one.', examples: [2026] }),
    untilYear: year.optional().meta({
      description: 'The last year, at most 30 later. Default: the one year.',
      examples: [2036],
    }),
    language: language.optional().meta({ description: "Language of the names. Default: the country's own." }),
  }),
  output: z.object({ holidays: z.array(holiday) }),
  async run(ctx, input) {
    const wanted = input.year ?? ctx.now.toZonedDateTimeISO('UTC').year
    const last = Math.min(Math.max(input.untilYear ?? wanted, wanted), wanted + MOST_YEARS)
    const years = Array.from({ length: last - wanted + 1 }, (_, i) => wanted + i)
    return { holidays: await holidaysOf(input.country, input.region ?? null, years, input.language) }
  },
})
