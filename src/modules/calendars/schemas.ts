import { z } from 'zod'
import { instantText, timeZone, words } from '#platform/fields'

const from = z.stringFormat('clock', /^([01]\d|2[0-3]):[0-5]\d$/, 'Must be a time from 00:00 to 23:59')
const to = z.stringFormat('clock', /^(([0-3]\d|4[0-7]):[0-5]\d|48:00)$/, 'Must be a time from 00:00 to 48:00')

const ranges = z
  .array(z.tuple([from, to]))
  .max(24)
  .meta({
    description: 'From and to; a to that is earlier, or above 24:00, is on the next day.',
    examples: [
      [
        ['09:00', '12:30'],
        ['13:30', '18:00'],
      ],
    ],
  })

export const hours = z
  .strictObject({
    mon: ranges.optional(),
    tue: ranges.optional(),
    wed: ranges.optional(),
    thu: ranges.optional(),
    fri: ranges.optional(),
    sat: ranges.optional(),
    sun: ranges.optional(),
  })
  .meta({ description: 'Weekly hours in local time; a day that is left out is closed.' })
export type CalendarHours = z.output<typeof hours>

export const holiday = z.strictObject({
  date: z.iso.date().meta({ description: 'Local date.', examples: ['2026-12-25'] }),
  name: words(200, 'Christmas Day'),
})
export type Holiday = z.output<typeof holiday>

export const holidays = z.array(holiday).max(3000).meta({ description: 'Local dates without opening.' })

export const overrides = z
  .record(z.iso.date(), ranges)
  .refine((dates) => Object.keys(dates).length <= 2000, {
    error: 'Must have at most 2000 dates',
    params: { code: 'calendars/too_many_overrides' },
  })
  .meta({
    description: 'Local date → the hours that replace that date’s; an empty list closes it.',
    examples: [{ '2026-12-24': [['09:00', '12:00']] }],
  })

export const country = z
  .string()
  .regex(/^[A-Z]{2}$/, 'Must be a country code of two capital letters')
  .meta({ description: 'Whose public holidays (ISO 3166-1).', examples: ['DE'] })

export const region = z
  .string()
  .regex(/^[A-Za-z0-9]{1,10}(-[A-Za-z0-9]{1,10})?$/, 'Must be a code of /v1/holiday-regions')
  .meta({ description: 'Region of the country, as /v1/holiday-regions lists it.', examples: ['BY'] })

export const calendarName = words(200, 'Office hours')
export const calendarZone = timeZone.meta({ description: 'Zone that the hours are meant in.' })

export const calendarSummary = z.object({
  id: z.uuid(),
  name: z.string().meta({ examples: ['Office hours'] }),
  timeZone: z.string().meta({ examples: ['Europe/Warsaw'] }),
  country: country.nullable(),
  region: region.nullable(),
  isDefault: z.boolean().meta({ description: 'Used where no calendar is named.' }),
  createdAt: instantText,
  version: z.number().int().min(1),
})
export type CalendarSummary = z.input<typeof calendarSummary>

export const calendarView = calendarSummary.extend({ hours, holidays, overrides })
export type CalendarView = z.input<typeof calendarView>
