import { z } from 'zod'
import { directoryOperation } from '#platform/operation'
import { LIFETIME_MINUTES } from './credential.ts'
import { deleteOldCredentials, insertCredential } from './queries.ts'

/** Makes a one-time credential to set up the instance or to sign in. Invitations are made within their organization. */
export const makeCredential = directoryOperation({
  name: 'directory.makeCredential',
  scope: 'directory',
  effect: 'writes',
  summary: 'Make a one-time credential',
  input: z.strictObject({ purpose: z.enum(['set_up', 'sign_in']), userId: z.uuid().optional() }),
  output: z.object({ id: z.uuid(), expiresAt: z.iso.datetime() }),
  async run(ctx, { purpose, userId }) {
    const id = ctx.newId()
    const expiresAt = ctx.now.add({ minutes: LIFETIME_MINUTES[purpose] })
    await insertCredential(ctx.db, {
      id,
      purpose,
      user_id: userId ?? null,
      org_id: null,
      member_id: null,
      expires_at: expiresAt,
      used_at: null,
      created_at: ctx.now,
    })
    await deleteOldCredentials(ctx.db, ctx.now.subtract({ hours: 30 * 24 }))
    return { id, expiresAt: expiresAt.toString() }
  },
})
