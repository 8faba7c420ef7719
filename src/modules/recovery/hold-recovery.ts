import { z } from 'zod'
import { findContactsByIds } from '#modules/customers'
import { reasonWording, saidWhy } from '#modules/playbooks'
import { promisesByIds, tellHolding } from '#modules/promises'
import type { Language } from '#platform/fields'
import { type Context, operation } from '#platform/operation'
import { recoveryNotFound, recoveryOver } from './errors.ts'
import { type ItemRow, itemsToHold, markHeld } from './item-queries.ts'
import { lockRecovery, type RecoveryRow, updateRecoveryRow } from './queries.ts'
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
    const told = await tellHolding(ctx, await saidTo(ctx, row, items))
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

/** Why, as each of them reads it: the sentence of the firm's list in their language, and what was added in own words. */
async function saidTo(ctx: Context, row: RecoveryRow, items: readonly Pick<ItemRow, 'promise_id' | 'reason'>[]) {
  // A reason that is offered no longer is still why.
  const reasonWhy = row.reason_id === null ? null : await reasonWording(ctx, row.reason_id)
  const promises = await promisesByIds(
    ctx.db,
    ctx.orgId,
    items.map((item) => item.promise_id),
  )
  const contacts = await findContactsByIds(ctx, [...new Set(promises.flatMap((promise) => promise.contact_id ?? []))])
  const of = new Map(promises.map((promise) => [promise.id, promise]))
  return items.map((item) => {
    const promise = of.get(item.promise_id)
    const written = promise?.language as Language
    const language = contacts.get(promise?.contact_id ?? '')?.language ?? written
    const reason = item.reason ?? (row.reason === '' ? null : row.reason)
    return { promiseId: item.promise_id, text: saidWhy({ reason, reasonWhy }, language, written) }
  })
}
