import { z } from 'zod'
import { notFound, stale } from '#platform/errors'
import { ifVersion, LANGUAGES, timeZone } from '#platform/fields'
import { operation } from '#platform/operation'
import { currency } from './currency.ts'
import { organizationInput } from './found-organization.ts'
import { organizationId, organizationView, viewOfOrganization } from './organization.ts'
import { lockOrganization, updateOrganizationRow } from './queries.ts'

/** Changes what is given. Calendars keep their own zone and holidays: they are edited themselves. */
export const updateOrganization = operation({
  name: 'organizations.update',
  effect: 'writes',
  permission: 'organizations.update',
  summary: 'Change your organization',
  input: z.strictObject({
    id: organizationId,
    name: organizationInput.name.optional(),
    country: organizationInput.country.optional(),
    timeZone: timeZone.optional(),
    language: z.enum(LANGUAGES).optional(),
    currency: currency.optional(),
    ifVersion,
  }),
  output: organizationView,
  async run(ctx, { id, ifVersion: version, ...change }) {
    const present = id === ctx.orgId ? await lockOrganization(ctx.db, id) : undefined
    if (!present) throw notFound('directory', 'organization')
    if (version !== undefined && version !== present.version) throw stale('directory', 'organization', present.version)
    const row = await updateOrganizationRow(ctx.db, ctx.orgId, {
      name: change.name ?? present.name,
      country: change.country ?? present.country,
      time_zone: change.timeZone ?? present.time_zone,
      language: change.language ?? present.language,
      currency: change.currency ?? present.currency,
    })
    ctx.record({
      type: 'organization.updated',
      subject: `organization:${ctx.orgId}`,
      data: { changed: Object.keys(change), country: row.country, timeZone: row.time_zone, language: row.language },
    })
    return viewOfOrganization(row)
  },
})
