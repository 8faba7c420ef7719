import { activeMember } from '#modules/accounts'
import { calendarClock } from '#modules/calendars'
import { Refusal } from '#platform/errors'
import type { Language } from '#platform/fields'
import type { Context } from '#platform/operation'
import { addPromise } from './add-promise.ts'
import { append, type Chain, closeChain, lockChain } from './chain.ts'
import { type CountedClock, deriveDue, readClock } from './clock.ts'
import { type NoticeRow, type PromiseRow, updatePromise } from './queries.ts'
import { addSteps, stepsLike } from './steps.ts'
import { repeatingAbout } from './wait-queries.ts'

/**
 * After a promise that repeats was delivered: the next, with the same duration from then, in the same words. Null for
 * one that does not repeat.
 * @param news what the customer is told with it, in the same mail
 */
export async function addNextOfCadence(
  ctx: Context,
  chain: Chain,
  row: PromiseRow,
  deliveredAt: Temporal.Instant,
  news?: string,
): Promise<{ row: PromiseRow; notices: NoticeRow[] } | null> {
  const counted = chain.rows.map((each) => readClock(each.clock)).findLast((clock) => clock.type === 'counted')
  if (!row.repeats || !counted) return null
  const { calendar } = await calendarClock(ctx, counted.calendarId)
  const next = await addPromise(ctx, {
    kind: row.kind,
    wording: row.wording,
    language: row.language as Language,
    duration: counted.duration,
    startAt: startOfNext(counted, calendar, deliveredAt, ctx.now),
    calendarId: counted.calendarId,
    caveats: row.caveats as string[],
    asksAnswer: false,
    about: row.about,
    beneficiary: row.beneficiary as 'customer' | 'member' | 'organization',
    customerId: row.customer_id ?? undefined,
    contactId: row.contact_id ?? undefined,
    ownerId: await stillThere(ctx, row.owner_id),
    ownerTeamId: row.owner_team_id ?? undefined,
    basis: row.basis,
    policy: row.policy_id === null ? undefined : { id: row.policy_id, version: row.policy_version ?? 1 },
    pausable: row.pausable,
    repeats: true,
    news,
    predecessor: null,
  })
  addSteps(ctx, next.row, readClock(next.row.clock), await stepsLike(ctx, row), calendar)
  return next
}

/** From the delivery; from now where that would be over already, because it was recorded long after. */
function startOfNext(
  clock: CountedClock,
  calendar: Parameters<typeof deriveDue>[1],
  deliveredAt: Temporal.Instant,
  now: Temporal.Instant,
): Temporal.Instant {
  const from = { ...clock, startAt: deliveredAt.toString(), pauses: [] }
  return deriveDue(from, calendar, now.epochMilliseconds) > now.epochMilliseconds ? deliveredAt : now
}

/** Whoever had the promise, unless they have left: then whoever delivered it has the next. */
export async function stillThere(ctx: Context, ownerId: string | null): Promise<string | undefined> {
  if (ownerId === null) return undefined
  const owner = await activeMember(ctx, ownerId).catch((error: unknown) => {
    if (error instanceof Refusal) return undefined
    throw error
  })
  return owner?.id
}

/**
 * Nobody is promised a next one about a matter any more. What is promised stands: the last update is still owed.
 * @returns how many cadences ended
 */
export async function endCadence(ctx: Context, about: string): Promise<number> {
  const repeating = await repeatingAbout(ctx.db, ctx.orgId, about)
  for (const { id } of repeating) {
    const { chain, row } = await lockChain(ctx, id)
    append(ctx, chain, row, { type: 'promise.cadence_ended', data: {} })
    await updatePromise(ctx.db, ctx.orgId, id, { repeats: false })
    await closeChain(ctx, chain)
  }
  return repeating.length
}
