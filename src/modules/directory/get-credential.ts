import { z } from 'zod'
import { directoryOperation } from '#platform/operation'
import { credentialView } from './credential.ts'
import { credentialExpired, credentialUnknown, credentialUsed } from './errors.ts'
import { findCredential } from './queries.ts'

/**
 * What a credential is for, without using it.
 * @throws directory/link_unknown, directory/link_used, directory/link_expired
 */
export const getCredential = directoryOperation({
  name: 'directory.getCredential',
  scope: 'directory',
  effect: 'reads',
  summary: 'Look at a one-time credential',
  input: z.strictObject({ id: z.uuid() }),
  output: credentialView,
  async run(ctx, { id }) {
    const row = await findCredential(ctx.db, id)
    if (!row) throw credentialUnknown()
    if (row.used_at !== null) throw credentialUsed()
    if (Temporal.Instant.compare(row.expires_at, ctx.now) <= 0) throw credentialExpired()
    return {
      id: row.id,
      purpose: row.purpose as z.infer<typeof credentialView>['purpose'],
      userId: row.user_id,
      email: row.email,
      proven: row.proven_at !== null,
      organizationId: row.org_id,
      organizationName: row.organization_name,
      memberId: row.member_id,
      expiresAt: row.expires_at.toString(),
    }
  },
})
