import { z } from 'zod'
import { directoryOperation } from '#platform/operation'
import { organizationIdsAfter } from './queries.ts'

/** The ids of all organizations in order, a page at a time: for daily work that visits each. */
export const listOrganizationIds = directoryOperation({
  name: 'directory.listOrganizationIds',
  scope: 'directory',
  effect: 'reads',
  summary: 'List the ids of all organizations',
  input: z.strictObject({ after: z.uuid().nullable(), limit: z.number().int().min(1).max(1000) }),
  output: z.object({ ids: z.array(z.uuid()) }),
  async run(ctx, { after, limit }) {
    const rows = await organizationIdsAfter(ctx.db, after, limit)
    return { ids: rows.map((row) => row.id) }
  },
})
