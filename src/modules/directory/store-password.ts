import { z } from 'zod'
import { directoryOperation } from '#platform/operation'
import { updatePassword } from './queries.ts'

/** Stores the hash of a person's new password. */
export const storePassword = directoryOperation({
  name: 'directory.storePassword',
  scope: 'directory',
  effect: 'writes',
  summary: "Store the hash of a person's password",
  input: z.strictObject({ userId: z.uuid(), passwordHash: z.string().startsWith('$argon2id$') }),
  output: z.object({}),
  async run(ctx, { userId, passwordHash }) {
    await updatePassword(ctx.db, userId, passwordHash)
    return {}
  },
})
