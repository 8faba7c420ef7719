import { z } from 'zod'
import { directoryOperation } from '#platform/operation'
import { credentialUsed } from './errors.ts'
import { markProven, markUsed } from './queries.ts'

/**
 * Uses a credential, once. `proves`: the token came by mail or from the operator, so the address is the person's own;
 * a password from before the first proof ends with it.
 * @throws directory/link_used for everyone but the first, and when it has expired meanwhile
 */
export const useCredential = directoryOperation({
  name: 'directory.useCredential',
  scope: 'directory',
  effect: 'writes',
  summary: 'Use a one-time credential',
  input: z.strictObject({ id: z.uuid(), proves: z.boolean() }),
  output: z.object({}),
  async run(ctx, { id, proves }) {
    const used = await markUsed(ctx.db, id, ctx.now)
    if (!used) throw credentialUsed()
    if (proves && used.user_id !== null) await markProven(ctx.db, used.user_id, ctx.now)
    return {}
  },
})
