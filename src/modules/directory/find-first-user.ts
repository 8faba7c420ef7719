import { z } from 'zod'
import { directoryOperation } from '#platform/operation'
import { findFirstUserRow } from './queries.ts'

/** Who has been here longest; null before the first organization. */
export const findFirstUser = directoryOperation({
  name: 'directory.findFirstUser',
  scope: 'directory',
  effect: 'reads',
  summary: 'Find the person who has been here longest',
  input: z.strictObject({}),
  output: z.object({ user: z.object({ id: z.uuid(), email: z.string() }).nullable() }),
  run: async (ctx) => ({ user: (await findFirstUserRow(ctx.db)) ?? null }),
})
