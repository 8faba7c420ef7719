import { z } from 'zod'
import { previewMove } from '#modules/conversations'
import { giveReason } from '#modules/promises'
import { operation } from '#platform/operation'
import { itemNotFound, recoveryNotFound } from './errors.ts'
import { findItem } from './item-queries.ts'
import { findRecovery } from './queries.ts'
import { movedMessage, recoveryId } from './schemas.ts'
import { reasonOf } from './send-batch.ts'

export const previewItem = operation({
  name: 'recoveries.previewItem',
  effect: 'reads',
  permission: 'recoveries.read',
  summary: 'What one customer of a recovery would be told, in their language; null without a new date',
  input: z.strictObject({ id: recoveryId, itemId: z.uuid().meta({ description: 'The promise in it.' }) }),
  output: z.object({
    message: movedMessage.nullable(),
  }),
  async run(ctx, { id, itemId }) {
    const row = await findRecovery(ctx.db, ctx.orgId, id)
    if (!row) throw recoveryNotFound()
    const item = await findItem(ctx.db, ctx.orgId, id, itemId)
    if (!item) throw itemNotFound()
    if (item.new_due_at === null) return { message: null }
    const given = row.reason === '' && row.reason_id === null ? null : await giveReason(ctx, reasonOf(row))
    const reason = item.reason === null ? given : { id: null, why: null, ...given, text: item.reason }
    return { message: await previewMove(ctx, itemId, { dueAt: item.new_due_at, reason }) }
  },
})
