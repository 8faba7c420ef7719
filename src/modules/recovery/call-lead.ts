import { z } from 'zod'
import { activeMembers, leadIds } from '#modules/accounts'
import { instant } from '#platform/fields'
import { type Context, operation } from '#platform/operation'
import { firstLastMoment } from './item-queries.ts'
import { claimLastMoments, type RecoveryRow, updateRecoveryRow } from './queries.ts'

const BATCH = 100

/**
 * The last moment of some recoveries has come and something waits: whoever is in charge is called, else the first lead, once;
 * and where the recovery says so, the customers are told that their date is in danger. What is settled by then calls nobody.
 */
export const callLeads = operation({
  name: 'recoveries.callLeads',
  effect: 'writes',
  permission: 'recoveries.callLeads',
  summary: 'Call whoever is in charge where the last moment has come',
  input: z.strictObject({ since: instant.nullable().default(null) }),
  output: z.object({ swept: z.number().int(), more: z.boolean() }),
  async run(ctx) {
    const rows = await claimLastMoments(ctx.db, ctx.orgId, ctx.now, BATCH)
    for (const row of rows) await act(ctx, row)
    return { swept: rows.length, more: rows.length === BATCH }
  },
})

async function act(ctx: Context, row: RecoveryRow): Promise<void> {
  const first = await firstLastMoment(ctx.db, ctx.orgId, row.id, null)
  const due = first !== null && Temporal.Instant.compare(first, ctx.now) <= 0
  const next = await firstLastMoment(ctx.db, ctx.orgId, row.id, ctx.now)
  const called = due && row.called_at === null ? await whoIsCalled(ctx, row) : undefined
  await updateRecoveryRow(ctx.db, ctx.orgId, row.id, {
    ...(first === null ? { state: 'done', finished_at: ctx.now } : {}),
    act_by: first,
    next_at: due ? (row.holding ? next : null) : first,
    ...(called === undefined ? {} : { called_at: ctx.now, called_member: called }),
  })
  const about = row.about?.startsWith('request:') ? { about: row.about } : {}
  if (called !== undefined)
    ctx.record({
      type: 'recovery.last_moment',
      subject: `recovery:${row.id}`,
      ...about,
      data: { memberId: called, actBy: first?.toString() ?? null },
    })
  if (due && row.holding) ctx.later({ name: 'recovery.hold', data: { recoveryId: row.id, all: false } })
}

/** Whoever is in charge and still here, else the first lead, else an owner; null: nobody is left. */
async function whoIsCalled(ctx: Context, { owner_id: ownerId }: RecoveryRow): Promise<string | null> {
  if (ownerId !== null && (await activeMembers(ctx, [ownerId])).has(ownerId)) return ownerId
  return (await leadIds(ctx))[0] ?? null
}
