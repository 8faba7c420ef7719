import { z } from 'zod'
import { directoryOperation } from '#platform/operation'
import { emailAddress } from './email-address.ts'
import { findUserByEmail, findUserById } from './queries.ts'

/** The person with this address or id, if there is one. `passwordHash` never leaves the process. */
export const findUser = directoryOperation({
  name: 'directory.findUser',
  scope: 'directory',
  effect: 'reads',
  summary: 'Find a person by address or id',
  input: z.union([z.strictObject({ email: emailAddress }), z.strictObject({ id: z.uuid() })]),
  output: z.object({
    user: z
      .object({
        id: z.uuid(),
        email: z.string(),
        passwordHash: z.string().nullable(),
        provenAt: z.iso.datetime().nullable(),
      })
      .nullable(),
  }),
  async run(ctx, input) {
    const row = await ('email' in input ? findUserByEmail(ctx.db, input.email) : findUserById(ctx.db, input.id))
    if (!row) return { user: null }
    const { id, email, password_hash, proven_at } = row
    return { user: { id, email, passwordHash: password_hash, provenAt: proven_at?.toString() ?? null } }
  },
})
