import { z } from 'zod'
import { memberNames } from '#modules/accounts'
import { onDutyNow, promisesByIds } from '#modules/promises'
import { requestHeads } from '#modules/requests'
import { instant } from '#platform/fields'
import { type Context, operation } from '#platform/operation'
import { countAffected } from './affected-queries.ts'
import { waitingWith } from './item-queries.ts'
import { addRecovery } from './open-recovery.ts'
import type { Cause } from './recovery.ts'
import type { Affected } from './schemas.ts'

const output = z.object({ opened: z.boolean() })
const USUAL = { by: 'forecast', confidence: 0.9 } as const

/** A promise has come at risk, or a milestone broke: what is promised about the same request is gathered, once at a time. */
export const openForPromise = operation({
  name: 'recoveries.openForPromise',
  effect: 'writes',
  permission: 'recoveries.openForPromise',
  summary: 'Open a recovery as a promise has come at risk, or a milestone of its request broke',
  input: z.strictObject({ promiseId: z.uuid(), cause: z.enum(['at_risk', 'milestone']) }),
  output,
  async run(ctx, { promiseId, cause }) {
    const [promise] = await promisesByIds(ctx.db, ctx.orgId, [promiseId])
    if (promise?.beneficiary !== 'customer' || !promise.followed) return { opened: false }
    if (!promise.about.startsWith('request:')) return { opened: false }
    if ((await waitingWith(ctx.db, ctx.orgId, promiseId)).length > 0) return { opened: false }
    const requestId = promise.about.slice('request:'.length)
    const affected: Affected = cause === 'at_risk' ? { promiseIds: [promiseId] } : { requestId }
    const team = promise.owner_team_id
    const ownerId = promise.owner_id ?? (team === null ? null : ((await onDutyNow(ctx, [team])).get(team)?.[0] ?? null))
    return open(ctx, cause, { affected, about: promise.about, title: await subjectOf(ctx, requestId), ownerId })
  },
})

/** Whoever has promises that fall due while they are off duty: somebody sees to their customers, or takes them over. */
export const openForAbsence = operation({
  name: 'recoveries.openForAbsence',
  effect: 'writes',
  permission: 'recoveries.openForAbsence',
  summary: 'Open a recovery of what an absent member has promised for the time',
  input: z.strictObject({ changeId: z.uuid(), memberId: z.uuid(), fromAt: instant, toAt: instant }),
  output,
  async run(ctx, { changeId, memberId, fromAt, toAt }) {
    const from = Temporal.Instant.compare(fromAt, ctx.now) > 0 ? fromAt : ctx.now
    const affected: Affected = { ownerId: memberId, dueFrom: from, dueBefore: toAt }
    const title = (await memberNames(ctx, [memberId])).get(memberId)
    if (title === undefined) return { opened: false }
    return open(ctx, 'absence', { affected, about: `absence:${changeId}`, title, ownerId: null })
  },
})

type Opening = { affected: Affected; about: string; title: string; ownerId: string | null }

async function open(ctx: Context, cause: Cause, opening: Opening): Promise<{ opened: boolean }> {
  const { promises } = await countAffected(ctx.db, ctx.orgId, opening.affected, null)
  if (promises === 0) return { opened: false }
  const row = await addRecovery(ctx, {
    ...opening,
    cause,
    dates: USUAL,
    reasonId: null,
    reason: '',
    belowFloorReason: null,
    holding: false,
  })
  return { opened: row !== undefined }
}

const subjectOf = async (ctx: Context, requestId: string): Promise<string> =>
  ((await requestHeads(ctx, [requestId])).get(requestId)?.subject ?? requestId).slice(0, 200)
