import { z } from 'zod'
import { LANGUAGES } from '#platform/fields'
import type { findOrganization } from './queries.ts'

export const organizationId = z.uuid().meta({ description: 'The organization.' })

/** An organization as its members see it. */
export const organizationView = z.object({
  id: organizationId,
  name: z.string().meta({ examples: ['Northside Repairs'] }),
  country: z.string().meta({ description: 'ISO 3166-1 alpha-2.', examples: ['GB'] }),
  timeZone: z.string().meta({ description: 'IANA time zone.', examples: ['Europe/London'] }),
  language: z.enum(LANGUAGES),
  currency: z.string().meta({ description: 'ISO 4217: of all amounts.', examples: ['GBP'] }),
  sample: z.boolean().meta({ description: 'The sample business, for trying out.', examples: [false] }),
  createdAt: z.iso.datetime(),
  version: z.number().int().min(1),
})
export type OrganizationView = z.infer<typeof organizationView>

export const viewOfOrganization = (
  row: NonNullable<Awaited<ReturnType<typeof findOrganization>>>,
): OrganizationView => ({
  id: row.id,
  name: row.name,
  country: row.country,
  timeZone: row.time_zone,
  language: row.language as OrganizationView['language'],
  currency: row.currency,
  sample: row.sample,
  createdAt: row.created_at.toString(),
  version: row.version,
})
