import { z } from 'zod'
import { words } from '#platform/fields'
import { operation } from '#platform/operation'
import { recoveryBusy, recoveryNotFound, recoveryOver } from './errors.ts'
import { lockRecovery, updateRecoveryRow } from './queries.ts'
import { recoveryId, recoveryView } from './schemas.ts'
import { viewOfRecovery } from './view.ts'

/** Nothing more is done about it: the danger is over, or it is handled elsewhere. */
export const closeRecovery = operation({
  name: 'recoveries.close',
  effect: 'writes',
  permission: 'recoveries.open',
  summary: 'Close a recovery, with why: who has not been told anything is not told by it any more',
  input: z.strictObject({ id: recoveryId, why: words(1000, 'The strike was called off.') }),
  output: recoveryView,
  async run(ctx, { id, why }) {
    const row = await lockRecovery(ctx.db, ctx.orgId, id)
    if (!row) throw recoveryNotFound()
    if (row.finished_at !== null) throw recoveryOver(row.state)
    if (row.state === 'sending') throw recoveryBusy(row.state)
    const after = await updateRecoveryRow(ctx.db, ctx.orgId, id, {
      ...{ state: 'closed', finished_at: ctx.now, closed_why: why, act_by: null, next_at: null },
    })
    ctx.record({
      type: 'recovery.closed',
      subject: `recovery:${id}`,
      ...(row.about?.startsWith('request:') ? { about: row.about } : {}),
      data: {},
    })
    return viewOfRecovery(ctx, after)
  },
})
