import { z } from 'zod'
import { activeMember } from '#modules/accounts'
import { findReason } from '#modules/playbooks'
import { ifVersion } from '#platform/fields'
import { operation } from '#platform/operation'
import { recoveryBusy, recoveryNotFound, recoveryOver, staleRecovery } from './errors.ts'
import { nextLook } from './plan-recovery.ts'
import { lockRecovery, updateRecoveryRow } from './queries.ts'
import { recoveryId, recoveryInput, recoveryView } from './schemas.ts'
import { viewOfRecovery } from './view.ts'

export const updateRecovery = operation({
  name: 'recoveries.update',
  effect: 'writes',
  permission: 'recoveries.open',
  summary: 'Change the reason, who is in charge, or the rule of a recovery: another rule plans its dates anew',
  input: z.strictObject({
    id: recoveryId,
    title: recoveryInput.title.optional(),
    dates: recoveryInput.dates.unwrap().optional(),
    reasonId: recoveryInput.reasonId.optional(),
    reason: recoveryInput.reason.optional(),
    belowFloorReason: recoveryInput.belowFloorReason.optional(),
    holding: recoveryInput.holding.optional(),
    ownerId: recoveryInput.ownerId.optional(),
    ifVersion,
  }),
  output: recoveryView,
  async run(ctx, { id, ifVersion: read, dates, ownerId, ...input }) {
    const row = await lockRecovery(ctx.db, ctx.orgId, id)
    if (!row) throw recoveryNotFound()
    if (read !== undefined && read !== row.version) throw staleRecovery(row.version)
    if (row.finished_at !== null) throw recoveryOver(row.state)
    if (dates !== undefined && row.state !== 'open') throw recoveryBusy(row.state)
    if (ownerId != null) await activeMember(ctx, ownerId)
    if (input.reasonId != null) await findReason(ctx, input.reasonId)
    const holding = input.holding ?? row.holding
    const after = await updateRecoveryRow(ctx.db, ctx.orgId, id, {
      ...(input.title === undefined ? {} : { title: input.title }),
      ...(input.reasonId === undefined ? {} : { reason_id: input.reasonId }),
      ...(input.reason === undefined ? {} : { reason: input.reason }),
      ...(input.belowFloorReason === undefined ? {} : { below_floor_reason: input.belowFloorReason }),
      ...(ownerId === undefined ? {} : { owner_id: ownerId }),
      ...(dates === undefined ? {} : { dates: JSON.stringify(dates), state: 'planning', after_id: null }),
      holding,
      ...(row.act_by === null ? {} : { next_at: nextLook({ ...row, holding }, row.act_by, ctx.now) }),
    })
    const changed = Object.entries({ ...input, dates, ownerId }).flatMap(([name, value]) =>
      value === undefined ? [] : [name],
    )
    ctx.record({ type: 'recovery.changed', subject: `recovery:${id}`, data: { changed } })
    if (dates !== undefined) ctx.later({ name: 'recovery.plan', data: { recoveryId: id } })
    return viewOfRecovery(ctx, after)
  },
})
