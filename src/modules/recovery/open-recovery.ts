import { z } from 'zod'
import { activeMember } from '#modules/accounts'
import { customerIdsOf } from '#modules/customers'
import { findReason } from '#modules/playbooks'
import { notPermitted } from '#platform/errors'
import { type Context, operation } from '#platform/operation'
import { countAffected } from './affected-queries.ts'
import { nothingAffected } from './errors.ts'
import { insertRecovery, type RecoveryRow } from './queries.ts'
import type { Cause, Dates } from './recovery.ts'
import { type Affected, affectedFilter, recoveryInput, recoveryView } from './schemas.ts'
import { viewOfRecovery } from './view.ts'

export const openRecovery = operation({
  name: 'recoveries.open',
  effect: 'writes',
  permission: 'recoveries.open',
  summary: 'Gather the promises that something endangers, and have new dates planned for them',
  input: z.strictObject({
    title: recoveryInput.title,
    affected: affectedFilter.meta({
      description: 'Which promises to customers it touches.',
      examples: [{ kinds: ['arrival'], dueBefore: '2027-01-01T00:00:00Z' }],
    }),
    dates: recoveryInput.dates,
    reasonId: recoveryInput.reasonId.default(null),
    reason: recoveryInput.reason.default(''),
    belowFloorReason: recoveryInput.belowFloorReason.default(null),
    holding: recoveryInput.holding.default(false),
    ownerId: recoveryInput.ownerId.default(null).meta({ description: 'Who is in charge. Default: you.' }),
  }),
  output: recoveryView,
  async run(ctx, { affected, ownerId, ...input }) {
    const { promises, customers } = await countAffected(ctx.db, ctx.orgId, affected, await customersOf(ctx, affected))
    if (promises === 0) throw nothingAffected()
    if (customers > 1 && !ctx.actor.may('recoveries.openMany')) throw notPermitted('recoveries.openMany')
    if (ownerId !== null) await activeMember(ctx, ownerId)
    if (input.reasonId !== null) await findReason(ctx, input.reasonId)
    const row = await addRecovery(ctx, {
      ...{ cause: 'event', about: null, affected, ownerId: ownerId ?? ctx.actor.memberId },
      ...input,
    })
    return viewOfRecovery(ctx, row)
  },
})

/** All under which a customer may lie, where one is named. */
export const customersOf = async (ctx: Context, { customerId }: Affected): Promise<string[] | null> =>
  customerId === undefined ? null : customerIdsOf(ctx, customerId)

type Opening = {
  cause: Cause
  title: string
  about: string | null
  affected: Affected
  dates: Dates
  reasonId: string | null
  reason: string
  belowFloorReason: string | null
  holding: boolean
  ownerId: string | null
}

/** Opens a recovery, to be planned in the background; nothing where one about the same matter is unfinished. */
export async function addRecovery(ctx: Context, opening: Opening): Promise<RecoveryRow | undefined> {
  const id = ctx.newId()
  const row = await insertRecovery(ctx.db, {
    org_id: ctx.orgId,
    id,
    cause: opening.cause,
    title: opening.title,
    about: opening.about,
    state: 'planning',
    owner_id: opening.ownerId,
    reason_id: opening.reasonId,
    reason: opening.reason,
    filter: JSON.stringify(opening.affected),
    dates: JSON.stringify(opening.dates),
    below_floor_reason: opening.belowFloorReason,
    holding: opening.holding,
    created_by: ctx.actor.memberId,
    created_at: ctx.now,
  })
  if (!row) return undefined
  ctx.record({
    type: 'recovery.opened',
    subject: `recovery:${id}`,
    ...(opening.about?.startsWith('request:') ? { about: opening.about } : {}),
    data: { cause: opening.cause, ownerId: opening.ownerId },
  })
  ctx.later({ name: 'recovery.plan', data: { recoveryId: id } })
  return row
}
