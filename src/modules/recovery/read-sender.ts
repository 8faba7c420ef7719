import { z } from 'zod'
import { findActiveMembers } from '#modules/accounts'
import { operation } from '#platform/operation'
import { findRecovery } from './queries.ts'
import { recoveryId } from './schemas.ts'

/** In whose name a recovery is sent: a member with the role that they have now, or a program. */
export const recoverySender = operation({
  name: 'recoveries.readSender',
  effect: 'reads',
  permission: 'recoveries.readSender',
  summary: 'Who had a recovery sent',
  input: z.strictObject({ id: recoveryId }),
  output: z.object({
    actorId: z.string().nullable(),
    memberId: z.uuid().nullable(),
    role: z.enum(['owner', 'lead', 'frontline', 'viewer']).nullable(),
  }),
  async run(ctx, { id }) {
    const row = await findRecovery(ctx.db, ctx.orgId, id)
    const memberId = row?.sent_by_member ?? null
    const member = memberId === null ? undefined : (await findActiveMembers(ctx, [memberId])).get(memberId)
    return { actorId: row?.sent_by ?? null, memberId, role: member?.role ?? null }
  },
})
