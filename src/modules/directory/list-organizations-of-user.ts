import { z } from 'zod'
import { directoryOperation } from '#platform/operation'
import { organizationsOf } from './queries.ts'

/** The organizations a person may enter, by name. */
export const listOrganizationsOfUser = directoryOperation({
  name: 'directory.listOrganizationsOfUser',
  scope: 'directory',
  effect: 'reads',
  summary: 'List the organizations a person may enter',
  input: z.strictObject({ userId: z.uuid() }),
  output: z.object({ organizations: z.array(z.object({ id: z.uuid(), name: z.string(), memberId: z.uuid() })) }),
  async run(ctx, { userId }) {
    const rows = await organizationsOf(ctx.db, userId)
    return { organizations: rows.map(({ id, name, member_id }) => ({ id, name, memberId: member_id })) }
  },
})
