import { z } from 'zod'
import { calendarClocks } from '#modules/calendars'
import { findContactsByIds } from '#modules/customers'
import { outlooksOf } from '#modules/forecast'
import type { PromiseRow } from '#modules/promises'
import { observedId } from '#modules/risks'
import { type Context, operation } from '#platform/operation'
import { affectedRows } from './affected-queries.ts'
import { firstLastMoment, type Planned, storePlanned } from './item-queries.ts'
import { customersOf } from './open-recovery.ts'
import { lockRecovery, type RecoveryRow, updateRecoveryRow } from './queries.ts'
import { type Dates, dateBy, lastMoment } from './recovery.ts'
import { affectedFilter, recoveryId } from './schemas.ts'

const BATCH = 500

/**
 * Plans the next 500 of what a recovery touches: a new date by its rule, the chance of it, and the last moment. Goes on
 * behind the last one that was planned, so that it may be killed at any time.
 */
export const planBatch = operation({
  name: 'recoveries.planBatch',
  effect: 'writes',
  permission: 'recoveries.planBatch',
  summary: 'Plan new dates for some of the promises of a recovery',
  input: z.strictObject({ id: recoveryId }),
  output: z.object({ planned: z.number().int(), more: z.boolean() }),
  async run(ctx, { id }) {
    const row = await lockRecovery(ctx.db, ctx.orgId, id)
    if (row?.state !== 'planning') return { planned: 0, more: false }
    const by = affectedFilter.parse(row.filter)
    const rows = await affectedRows(ctx.db, ctx.orgId, by, await customersOf(ctx, by), row.after_id, BATCH)
    storePlanned(ctx.db, ctx.orgId, id, ctx.now, await planOf(ctx, row.dates as Dates, rows))
    const more = rows.length === BATCH
    if (more) await updateRecoveryRow(ctx.db, ctx.orgId, id, { after_id: rows.at(-1)?.id ?? null })
    else await settle(ctx, row)
    ctx.record({
      type: more ? 'recovery.advanced' : 'recovery.planned',
      subject: `recovery:${id}`,
      ...(row.about?.startsWith('request:') ? { about: row.about } : {}),
      data: { planned: rows.length },
    })
    return { planned: rows.length, more }
  },
})

/** It is planned: until when to act, and when the clock has to look. */
async function settle(ctx: Context, row: RecoveryRow): Promise<void> {
  const actBy = await firstLastMoment(ctx.db, ctx.orgId, row.id, null)
  await updateRecoveryRow(ctx.db, ctx.orgId, row.id, {
    after_id: null,
    state: actBy === null ? 'done' : 'open',
    finished_at: actBy === null ? ctx.now : null,
    act_by: actBy,
    next_at: actBy === null ? null : nextLook(row, actBy, ctx.now),
  })
}

/** Whoever was called is not called again; but who is to be held may still come due. */
export const nextLook = (
  { called_at, holding }: Pick<RecoveryRow, 'called_at' | 'holding'>,
  actBy: Temporal.Instant,
  now: Temporal.Instant,
): Temporal.Instant | null => {
  if (called_at !== null && !holding) return null
  return Temporal.Instant.compare(actBy, now) < 0 ? now : actBy
}

/** Pure but for what has to be read: the contacts, the hours, and what history says. */
export async function planOf(ctx: Context, dates: Dates, rows: readonly PromiseRow[]): Promise<Planned[]> {
  const [contacts, clocks, outlooks] = await Promise.all([
    findContactsByIds(ctx, [...new Set(rows.flatMap((row) => row.contact_id ?? []))]),
    calendarClocks(ctx, [...new Set(rows.map((row) => row.calendar_id))]),
    outlooksOf(ctx, [...new Set(rows.flatMap((row) => observedId(row) ?? []))]),
  ])
  return rows.map((row) => {
    const calendar = (clocks.get(row.calendar_id) ?? clocks.get(null))?.instants ?? null
    const outlook = outlooks.get(observedId(row) ?? '')
    const nearest = outlook ? (confidence: number) => outlook.nearest(confidence) : null
    const newDueAt = dateBy(dates, { dueAt: row.due_at, now: ctx.now, calendar, nearest })
    return {
      ...{ promiseId: row.id, customerId: row.customer_id, about: row.about, dueAt: row.due_at },
      newDueAt,
      datedBy: newDueAt === null ? null : dates.by,
      chance: newDueAt === null ? null : (outlook?.at(newDueAt).chance ?? null),
      lastMomentAt: lastMoment(row.due_at, contacts.get(row.contact_id ?? '') ?? null, calendar),
    }
  })
}
