import { z } from 'zod'
import { tellHolding } from '#modules/promises'
import { operation } from '#platform/operation'
import { recoveryNotFound, recoveryOver } from './errors.ts'
import { itemsToHold, markHeld } from './item-queries.ts'
import { lockRecovery, updateRecoveryRow } from './queries.ts'
import { recoveryId, recoveryView } from './schemas.ts'
import { recoveryById } from './view.ts'

const BATCH = 250

export const holdRecovery = operation({
  name: 'recoveries.hold',
  effect: 'writes',
  permission: 'recoveries.open',
  summary: 'Tell everybody who waits in a recovery, at once, that their date is in danger and a new one follows',
  input: z.strictObject({ id: recoveryId }),
  output: recoveryView,
  async run(ctx, { id }) {
    const row = await lockRecovery(ctx.db, ctx.orgId, id)
    if (!row) throw recoveryNotFound()
    if (row.finished_at !== null) throw recoveryOver(row.state)
    ctx.later({ name: 'recovery.hold', data: { recoveryId: id, all: true } })
    ctx.record({ type: 'recovery.holding', subject: `recovery:${id}`, data: { all: true } })
    return recoveryById(ctx, id)
  },
})

/** Has the next 250 told that their date is in danger: each once, and nobody who was told something else meanwhile. */
export const holdBatch = operation({
  name: 'recoveries.holdBatch',
  effect: 'writes',
  permission: 'recoveries.holdBatch',
  summary: 'Send the holding notice to some who wait in a recovery',
  input: z.strictObject({
    id: recoveryId,
    all: z.boolean().meta({ description: 'false: only those whose last moment has come.' }),
  }),
  output: z.object({ held: z.number().int(), more: z.boolean() }),
  async run(ctx, { id, all }) {
    const row = await lockRecovery(ctx.db, ctx.orgId, id)
    if (!row || row.finished_at !== null) return { held: 0, more: false }
    const items = await itemsToHold(ctx.db, ctx.orgId, id, all ? null : ctx.now, BATCH)
    const told = await tellHolding(
      ctx,
      items.map((item) => ({
        promiseId: item.promise_id,
        text: item.reason ?? (row.reason === '' ? null : row.reason),
      })),
    )
    // What stands no more is passed over, and not looked at again.
    await markHeld(
      ctx.db,
      ctx.orgId,
      id,
      items.map((item) => item.promise_id),
      ctx.now,
    )
    if (told.length > 0) {
      await updateRecoveryRow(ctx.db, ctx.orgId, id, { held_at: ctx.now })
      ctx.record({ type: 'recovery.held', subject: `recovery:${id}`, data: { told: told.length } })
    }
    return { held: told.length, more: items.length === BATCH }
  },
})
