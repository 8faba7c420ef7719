import { z } from 'zod'
import { instantText, words } from '#platform/fields'

export const serviceName = words(200, 'Boiler repair')

export const description = z
  .string()
  .trim()
  .max(10_000, 'Must have at most 10000 characters')
  .meta({ description: 'What it includes.', examples: ['Repair of gas and oil boilers at your home.'] })

export const defaultSeconds = z
  .number()
  .int()
  .min(60)
  .max(31_536_000)
  .meta({
    description: 'Usual duration to promise where there is no forecast, in business seconds.',
    examples: [57600],
  })

export const calendarId = z
  .uuid()
  .nullable()
  .meta({ description: 'Its own business hours, where policies count in them.', examples: [null] })

export const serviceView = z.object({
  id: z.uuid(),
  name: z.string().meta({ examples: ['Boiler repair'] }),
  description: z.string().meta({ examples: ['Repair of gas and oil boilers at your home.'] }),
  defaultSeconds: defaultSeconds.nullable(),
  calendarId,
  archivedAt: instantText.nullable().meta({ description: 'No longer offered since.', examples: [null] }),
  createdAt: instantText,
  version: z.number().int().min(1),
})
export type ServiceView = z.input<typeof serviceView>
