import { z } from 'zod'
import { notPermitted } from '#platform/errors'
import { operation } from '#platform/operation'
import { nothingToSend, notRunning, reasonNeeded, recoveryBusy, recoveryNotFound, recoveryOver } from './errors.ts'
import { turnItems } from './item-queries.ts'
import { lockRecovery, updateRecoveryRow } from './queries.ts'
import { recoveryId, recoveryView } from './schemas.ts'
import { viewOfRecovery } from './view.ts'

export const sendRecovery = operation({
  name: 'recoveries.send',
  effect: 'writes',
  permission: 'recoveries.open',
  summary: 'Propose the new dates to the customers, in the background: told on their channel, in their language',
  input: z.strictObject({
    id: recoveryId,
    promiseIds: z
      .array(z.uuid())
      .min(1)
      .max(1000)
      .optional()
      .meta({ description: 'Default: all that wait and have a date.' }),
  }),
  output: recoveryView,
  async run(ctx, { id, promiseIds }) {
    const row = await lockRecovery(ctx.db, ctx.orgId, id)
    if (!row) throw recoveryNotFound()
    if (row.finished_at !== null) throw recoveryOver(row.state)
    if (row.state === 'planning') throw recoveryBusy(row.state)
    if (row.reason === '' && row.reason_id === null) throw reasonNeeded()
    const chosen = await turnItems(
      ctx.db,
      ctx.orgId,
      id,
      { from: ['waiting', 'failed'], to: 'chosen', ids: promiseIds ?? null, dated: true },
      ctx.now,
    )
    if (chosen === 0) throw nothingToSend()
    if (chosen > 1 && !ctx.actor.may('recoveries.openMany')) throw notPermitted('recoveries.openMany')
    const after = await updateRecoveryRow(ctx.db, ctx.orgId, id, {
      state: 'sending',
      sent_by: ctx.actor.id,
      sent_by_member: ctx.actor.memberId,
    })
    ctx.record({ type: 'recovery.sending', subject: `recovery:${id}`, data: { chosen } })
    ctx.later({ name: 'recovery.send', data: { recoveryId: id } })
    return viewOfRecovery(ctx, after)
  },
})

export const stopRecovery = operation({
  name: 'recoveries.stop',
  effect: 'writes',
  permission: 'recoveries.open',
  summary: 'Stop sending after the batch that is under way; what is sent is sent, the others wait again',
  input: z.strictObject({ id: recoveryId }),
  output: recoveryView,
  async run(ctx, { id }) {
    const row = await lockRecovery(ctx.db, ctx.orgId, id)
    if (!row) throw recoveryNotFound()
    if (row.state !== 'sending') throw notRunning(row.state)
    const left = await turnItems(ctx.db, ctx.orgId, id, { from: ['chosen'], to: 'waiting' }, ctx.now)
    const after = await updateRecoveryRow(ctx.db, ctx.orgId, id, { state: 'open' })
    ctx.record({ type: 'recovery.stopped', subject: `recovery:${id}`, data: { left } })
    return viewOfRecovery(ctx, after)
  },
})
