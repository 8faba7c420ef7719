import { z } from 'zod'
import { notFound } from '#platform/errors'
import { type Context, operation } from '#platform/operation'
import { type OrganizationView, organizationView, viewOfOrganization } from './organization.ts'
import { findOrganization } from './queries.ts'

/** The organization a context works in. @throws directory/not_found when its id is made up */
export async function organizationOf(ctx: Context): Promise<OrganizationView> {
  const row = await findOrganization(ctx.db, ctx.orgId)
  if (!row) throw notFound('directory', 'organization')
  return viewOfOrganization(row)
}

export const getOrganization = operation({
  name: 'organization.get',
  effect: 'reads',
  permission: 'organization.get',
  summary: 'Your organization',
  input: z.strictObject({}),
  output: organizationView,
  run: (ctx) => organizationOf(ctx),
})
