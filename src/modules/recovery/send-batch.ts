import { z } from 'zod'
import { amountOf, giveRemedy, granterOf, wordingOfGrant } from '#modules/authority'
import { offeredRemedy, type RemedyView } from '#modules/playbooks'
import { giveReason, type Move, type Moved, moveMany } from '#modules/promises'
import { Refusal } from '#platform/errors'
import { type Context, operation } from '#platform/operation'
import { beyondLimits, remedyDateNeeded } from './errors.ts'
import { type Became, chosenItems, firstLastMoment, type ItemRow, storeBecame } from './item-queries.ts'
import { lockRecovery, type RecoveryRow, updateRecoveryRow } from './queries.ts'
import { windowBefore } from './recovery.ts'
import { recoveryId } from './schemas.ts'

const BATCH = 250

/** Proposes the next new dates, up to 250 in a transaction, each as `promises.renegotiate` would. */
export const sendBatch = operation({
  name: 'recoveries.sendBatch',
  effect: 'writes',
  permission: 'recoveries.sendBatch',
  summary: 'Propose some of the new dates of a recovery',
  input: z.strictObject({
    id: recoveryId,
    limit: z.number().int().min(1).max(1000).default(BATCH),
  }),
  output: z.object({ sent: z.number().int(), more: z.boolean() }),
  async run(ctx, { id, limit }) {
    const row = await lockRecovery(ctx.db, ctx.orgId, id)
    if (row?.state !== 'sending') return { sent: 0, more: false }
    const items = await chosenItems(ctx.db, ctx.orgId, id, limit)
    const became = await propose(ctx, row, items).catch((error: unknown): Became[] => {
      // The reason is not offered any more: nothing was written, and somebody chooses another.
      if (!(error instanceof Refusal)) throw error
      return items.map(({ promise_id: promiseId }) => ({
        ...{ promiseId, successorId: null, grantId: null },
        ...{ state: 'failed', failure: error.code },
      }))
    })
    storeBecame(ctx.db, ctx.orgId, id, became, ctx.now)
    const sent = became.filter(({ state }) => state === 'sent').length
    const more = items.length === limit
    if (!more) await rest(ctx, row)
    ctx.record({
      type: more ? 'recovery.advanced' : 'recovery.sent',
      subject: `recovery:${id}`,
      ...(row.about?.startsWith('request:') ? { about: row.about } : {}),
      data: { sent, failed: became.length - sent },
    })
    return { sent, more }
  },
})

/** All that was pressed is done: what still waits has its last moment; nothing: the recovery is done. */
async function rest(ctx: Context, row: RecoveryRow): Promise<void> {
  const actBy = await firstLastMoment(ctx.db, ctx.orgId, row.id, null)
  await updateRecoveryRow(ctx.db, ctx.orgId, row.id, {
    act_by: actBy,
    ...(actBy === null ? { state: 'done', finished_at: ctx.now, next_at: null } : { state: 'open' }),
  })
}

async function propose(ctx: Context, row: RecoveryRow, items: readonly ItemRow[]): Promise<Became[]> {
  const given = await giveReason(ctx, reasonOf(row))
  const remedies = new Map<string, RemedyView>()
  for (const id of new Set(items.flatMap((item) => item.remedy_id ?? [])))
    remedies.set(id, await offeredRemedy(ctx, id))
  const grants = new Map<string, string>()
  const moved = await moveMany(
    ctx,
    items.flatMap((item): Move[] => {
      if (item.new_due_at === null) return []
      const remedy = remedies.get(item.remedy_id ?? '')
      return [
        {
          promiseId: item.promise_id,
          dueAt: item.new_due_at,
          windowOf: (promise) => windowBefore(item.new_due_at ?? promise.dueAt, promise),
          reason: item.reason === null ? given : { ...given, text: item.reason },
          belowFloorReason: row.below_floor_reason ?? undefined,
          ...(remedy ? { besides: () => grant(ctx, item, remedy, row, grants) } : {}),
        },
      ]
    }),
  )
  return items.map((item) => becameOf(item, moved.get(item.promise_id), grants))
}

/** Why, as whoever is in charge says it: of the firm's list, in own words, or both. */
export const reasonOf = ({ reason, reason_id: id }: Pick<RecoveryRow, 'reason' | 'reason_id'>) => ({
  ...(reason === '' ? {} : { reason }),
  ...(id === null ? {} : { reasonId: id }),
})

/** Grants what was chosen for one customer, on the authority of whoever pressed; what they are told of it. */
async function grant(
  ctx: Context,
  item: ItemRow,
  remedy: RemedyView,
  row: RecoveryRow,
  grants: Map<string, string>,
): Promise<string | undefined> {
  if (item.customer_id === null) return undefined
  // Checked before anything is written: one that is refused leaves no trace.
  const late = item.remedy_due_at === null || Temporal.Instant.compare(item.remedy_due_at, ctx.now) <= 0
  if (remedy.hasToBeDone && late) throw remedyDateNeeded()
  const asked = {
    about: item.about,
    customerId: item.customer_id,
    situation: Temporal.Instant.compare(item.due_at, ctx.now) > 0 ? ('at_risk' as const) : ('broken' as const),
    amount: amountOf(remedy, item.remedy_amount ?? undefined),
    forPromiseId: item.promise_id,
    dueAt: remedy.hasToBeDone ? (item.remedy_due_at ?? undefined) : undefined,
    reason: row.title,
  }
  const given = await giveRemedy(ctx, remedy, asked, granterOf(ctx.actor), null)
  if ('left' in given) throw beyondLimits(remedy.name)
  grants.set(item.promise_id, given.grant.id)
  // What has to be done is promised, and told, by itself.
  return given.grant.promise_id === null ? wordingOfGrant(ctx, remedy, given.grant) : undefined
}

/** What stands no more is settled: nobody is told anything about it. */
const SETTLED = ['promises/not_found', 'promises/not_possible', 'promises/not_yet_open', 'promises/already_moving']

function becameOf(item: ItemRow, moved: Moved | undefined, grants: ReadonlyMap<string, string>): Became {
  const none = { promiseId: item.promise_id, successorId: null, grantId: null }
  if (!moved) return { ...none, state: 'failed', failure: 'recovery/date_not_later' }
  if ('successor' in moved)
    return {
      ...{ promiseId: item.promise_id, state: 'sent', successorId: moved.successor.id, failure: null },
      grantId: grants.get(item.promise_id) ?? null,
    }
  const { code } = moved.refusal
  return SETTLED.includes(code)
    ? { ...none, state: 'settled', failure: null }
    : { ...none, state: 'failed', failure: code }
}
