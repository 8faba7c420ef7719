import { z } from 'zod'
import { notFound } from '#platform/errors'
import { type Context, operation } from '#platform/operation'
import { type OrganizationView, organizationId, organizationView, viewOfOrganization } from './organization.ts'
import { findOrganization } from './queries.ts'

/** The organization a context works in. @throws directory/not_found when its id is made up */
export async function organizationOf(ctx: Pick<Context, 'db' | 'orgId'>): Promise<OrganizationView> {
  const row = await findOrganization(ctx.db, ctx.orgId)
  if (!row) throw notFound('directory', 'organization')
  return viewOfOrganization(row)
}

export const getOrganization = operation({
  name: 'organizations.get',
  effect: 'reads',
  permission: 'organizations.read',
  summary: 'Your organization',
  input: z.strictObject({ id: organizationId }),
  output: organizationView,
  run(ctx, { id }) {
    if (id !== ctx.orgId) throw notFound('directory', 'organization')
    return organizationOf(ctx)
  },
})
