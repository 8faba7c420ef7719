import { z } from 'zod'
import { offeredRemedy } from '#modules/playbooks'
import { promisesByIds } from '#modules/promises'
import { instant, words } from '#platform/fields'
import { operation } from '#platform/operation'
import { dateNotLater, recoveryBusy, recoveryNotFound, recoveryOver } from './errors.ts'
import { changeItems, firstLastMoment, turnItems } from './item-queries.ts'
import { planOf } from './plan-recovery.ts'
import { lockRecovery, updateRecoveryRow } from './queries.ts'
import type { Dates } from './recovery.ts'
import { itemView, recoveryId, recoveryView } from './schemas.ts'
import { viewOfRecovery } from './view.ts'

const { remedyAmount } = itemView.shape

export const changeRecoveryItems = operation({
  name: 'recoveries.changeItems',
  effect: 'writes',
  permission: 'recoveries.open',
  summary:
    'Set the new date, the reason or the remedy of some promises of a recovery or of all that wait; or leave them alone',
  input: z.strictObject({
    id: recoveryId,
    promiseIds: z.array(z.uuid()).min(1).max(1000).optional().meta({ description: 'Default: all that wait.' }),
    leave: z
      .boolean()
      .default(false)
      .meta({ description: 'true: nothing is said about them.', examples: [false] }),
    newDueAt: instant.optional().meta({ examples: ['2026-12-04T16:00:00Z'] }),
    reason: words(1000, 'Your part is on the lorry that broke down.').nullable().optional(),
    remedyId: z.uuid().nullable().optional().meta({ description: 'Granted with the new date; null: none.' }),
    remedyAmount: remedyAmount.optional(),
    remedyDueAt: instant.optional().meta({
      description: 'Until when it is done, of what takes time.',
      examples: ['2026-12-04T16:00:00Z'],
    }),
  }),
  output: z.object({
    changed: z
      .number()
      .int()
      .meta({ examples: [3] }),
    recovery: recoveryView,
  }),
  async run(ctx, { id, promiseIds, leave, newDueAt, ...input }) {
    const row = await lockRecovery(ctx.db, ctx.orgId, id)
    if (!row) throw recoveryNotFound()
    if (row.finished_at !== null) throw recoveryOver(row.state)
    if (row.state !== 'open') throw recoveryBusy(row.state)
    if (newDueAt && Temporal.Instant.compare(newDueAt, ctx.now) <= 0) throw dateNotLater()
    if (input.remedyId != null) await offeredRemedy(ctx, input.remedyId)
    const ids = promiseIds ?? null
    let changed: number
    if (leave)
      changed = await turnItems(ctx.db, ctx.orgId, id, { from: ['waiting', 'failed'], to: 'left', ids }, ctx.now)
    else {
      const chance = newDueAt && promiseIds?.length === 1 ? await chanceOf(ctx, promiseIds, newDueAt) : newDueAt && null
      changed = (await changeItems(ctx.db, ctx.orgId, id, ids, { ...input, newDueAt, chance }, ctx.now)).length
      if (changed === 0 && newDueAt) throw dateNotLater()
    }
    const actBy = await firstLastMoment(ctx.db, ctx.orgId, id, null)
    const after = await updateRecoveryRow(ctx.db, ctx.orgId, id, {
      act_by: actBy,
      ...(actBy === null ? { state: 'done', finished_at: ctx.now, next_at: null } : {}),
    })
    ctx.record({ type: 'recovery.changed', subject: `recovery:${id}`, data: { changed: ['items'], items: changed } })
    return { changed, recovery: await viewOfRecovery(ctx, after) }
  },
})

/** How likely a date that a person chose is kept. */
async function chanceOf(
  ctx: Parameters<typeof planOf>[0],
  promiseIds: readonly string[],
  at: Temporal.Instant,
): Promise<number | null> {
  const fixed: Dates = { by: 'fixed', at: at.toString() }
  const [planned] = await planOf(ctx, fixed, await promisesByIds(ctx.db, ctx.orgId, promiseIds))
  return planned?.chance ?? null
}
