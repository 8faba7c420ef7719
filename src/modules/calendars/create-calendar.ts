import { z } from 'zod'
import { operation } from '#platform/operation'
import { addCalendar, holidaysToCopy } from './add-calendar.ts'
import { viewOf } from './calendar.ts'
import { regionNeedsCountry } from './errors.ts'
import { calendarName, calendarView, calendarZone, country, holidays, hours, overrides, region } from './schemas.ts'

export const createCalendar = operation({
  name: 'calendars.create',
  effect: 'writes',
  permission: 'calendars.create',
  summary: 'Create a business calendar',
  input: z.strictObject({
    name: calendarName,
    timeZone: calendarZone,
    hours,
    country: country.optional(),
    region: region.optional(),
    holidays: holidays.optional().meta({ description: 'Default: the public holidays of the country and region.' }),
    overrides: overrides.default({}),
    isDefault: z.boolean().default(false).meta({ description: 'Take the place of the present default.' }),
  }),
  output: calendarView,
  async run(ctx, input) {
    const [land, part] = [input.country ?? null, input.region ?? null]
    if (part !== null && land === null) throw regionNeedsCountry()
    const closed = input.holidays ?? (await holidaysToCopy(ctx.now, land, part))
    return viewOf(await addCalendar(ctx, { ...input, country: land, region: part, holidays: closed }))
  },
})
