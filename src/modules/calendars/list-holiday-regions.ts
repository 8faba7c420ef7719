import { z } from 'zod'
import { language } from '#platform/fields'
import { operation } from '#platform/operation'
import { holidayCountries } from './holidays.ts'
import { country, region } from './schemas.ts'

export const listHolidayRegions = operation({
  name: 'calendars.listHolidayRegions',
  effect: 'reads',
  permission: 'calendars.read',
  summary: 'Countries and regions whose public holidays are known',
  input: z.strictObject({ language: language.default('en').meta({ description: 'Language of the names.' }) }),
  output: z.object({
    countries: z.array(
      z.object({
        code: country,
        name: z.string().meta({ examples: ['Germany'] }),
        regions: z.array(z.object({ code: region, name: z.string().meta({ examples: ['Bayern'] }) })),
      }),
    ),
  }),
  async run(_ctx, input) {
    return { countries: await holidayCountries(input.language) }
  },
})
