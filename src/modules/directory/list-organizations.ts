import { z } from 'zod'
import { operation } from '#platform/operation'
import { pageInput, pageOf } from '#platform/pages'
import { organizationOf } from './get-organization.ts'
import { organizationView } from './organization.ts'

/** A key or session acts in one organization; a person's others are in the session. */
export const listOrganizations = operation({
  name: 'organizations.list',
  effect: 'reads',
  permission: 'organizations.read',
  summary: 'The organization that this key or session acts in',
  input: z.strictObject({ limit: pageInput.limit }),
  output: pageOf(organizationView),
  run: async (ctx) => ({ items: [await organizationOf(ctx)], nextCursor: null }),
})
