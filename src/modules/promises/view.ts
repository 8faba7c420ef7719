import { survivorsOf } from '#modules/customers'
import { NOT_ESTIMATED, type RiskView, risksOf } from '#modules/risks'
import { textOf, textOrNull } from '#platform/fields'
import type { Actor, Context } from '#platform/operation'
import { promiseNotFound } from './errors.ts'
import { reasonOf } from './given-reason.ts'
import { type Action, outcomeOf, possibleActions, type Standing } from './promise.ts'
import { findPromise, type NoticeRow, noticesOf, type PromiseRow, readChains } from './queries.ts'
import { type PromiseView, UPDATE_KINDS } from './schemas.ts'
import { waitingOf } from './waiting-of.ts'

/** A row as the pure part sees it. */
export const standingOf = (
  row: Pick<
    PromiseRow,
    'id' | 'state' | 'consent' | 'made_at' | 'due_at' | 'answer_by' | 'told_at' | 'occurred_at' | 'paused_at'
  >,
): Standing => ({
  id: row.id,
  state: row.state as Standing['state'],
  consent: row.consent as Standing['consent'],
  madeAt: row.made_at,
  dueAt: row.due_at,
  answerBy: row.answer_by,
  toldAt: row.told_at,
  occurredAt: row.occurred_at,
  pausedAt: row.paused_at,
})

const PERMISSION: Record<Action, string> = {
  accept: 'promises.answer',
  decline: 'promises.answer',
  deliver: 'promises.keep',
  update: 'promises.sendUpdate',
  withdraw: 'promises.withdraw',
  renegotiate: 'promises.renegotiate',
  handOver: 'promises.handOver',
  tell: 'promises.recordTold',
}

function tellingOf(all: readonly NoticeRow[]): PromiseView['telling'] {
  const notices = all.filter(({ state, kind }) => state !== 'moot' && kind !== 'answer_reminder')
  if (notices.length === 0) return 'not_needed'
  if (notices.some((notice) => notice.state === 'undelivered')) return 'undelivered'
  return notices.some((notice) => notice.state === 'waiting') ? 'waiting' : 'told'
}

/** One promise of a chain (root first) as the API shows it. */
export function viewOf(
  row: PromiseRow,
  chain: readonly PromiseRow[],
  notices: readonly NoticeRow[],
  actor: Actor,
  waiting: PromiseView['waiting'] = null,
  risk: RiskView = NOT_ESTIMATED,
): PromiseView {
  const standings = chain.map(standingOf)
  const telling = tellingOf(notices.filter((notice) => notice.promise_id === row.id))
  const possible = possibleActions(standingOf(row), standings)
  // What writing to the customer keeps.
  if (possible.includes('deliver') && UPDATE_KINDS.includes(row.kind) && row.beneficiary === 'customer')
    possible.push('update')
  if (telling === 'waiting' || telling === 'undelivered') possible.push('tell')
  const late =
    row.occurred_at === null
      ? null
      : Math.max(0, Math.ceil(row.occurred_at.since(row.due_at, { largestUnit: 'seconds' }).total('seconds')))
  return {
    id: row.id,
    chainId: row.chain_id,
    predecessorId: row.predecessor_id,
    kind: row.kind as PromiseView['kind'],
    wording: row.wording,
    language: row.language as PromiseView['language'],
    beneficiary: row.beneficiary as PromiseView['beneficiary'],
    customerId: row.customer_id,
    contactId: row.contact_id,
    about: row.about,
    ownerId: row.owner_id,
    basis: row.basis as PromiseView['basis'],
    state: row.state as PromiseView['state'],
    consent: row.consent as PromiseView['consent'],
    madeAt: textOf(row.made_at),
    dueAt: textOf(row.due_at),
    firstDueAt: textOf(chain[0]?.due_at ?? row.due_at),
    windowFrom: textOrNull(row.window_from),
    answerBy: textOrNull(row.answer_by),
    caveats: row.caveats as string[],
    chanceWhenMade: row.chance_when_made,
    forecast: row.forecast as PromiseView['forecast'],
    floorWhenMade: row.floor_when_made,
    floorReason: row.floor_reason,
    telling,
    toldAt: textOrNull(row.told_at),
    answeredAt: textOrNull(row.answered_at),
    occurredAt: textOrNull(row.occurred_at),
    recordedAt: textOrNull(row.recorded_at),
    endedAt: textOrNull(row.ended_at),
    ...reasonOf(row),
    overdue: row.state === 'broken' && row.occurred_at === null,
    lateSeconds: late,
    followed: row.followed,
    outcome: outcomeOf(standings),
    ownerTeamId: row.owner_team_id,
    policyId: row.policy_id,
    policyVersion: row.policy_version,
    calendarId: row.calendar_id,
    pausable: row.pausable,
    pausedAt: textOrNull(row.paused_at),
    waiting,
    repeats: row.repeats,
    derivedDueAt: textOrNull(row.derived_due_at),
    risk: row.followed && (row.state === 'open' || row.state === 'proposed') ? risk : null,
    allowed: possible.filter((action) => actor.may(PERMISSION[action])),
    version: row.version,
  }
}

/** The views of some rows, with chains, notices, risks and customers read in a statement each, and one more where clocks stand. */
export async function viewsOf(ctx: Context, rows: readonly PromiseRow[]): Promise<PromiseView[]> {
  const chainIds = [...new Set(rows.map((row) => row.chain_id))]
  const [members, notices, waiting, risks, customers] = await Promise.all([
    readChains(ctx.db, ctx.orgId, chainIds),
    noticesOf(
      ctx.db,
      ctx.orgId,
      rows.map((row) => row.id),
    ),
    waitingOf(ctx, rows),
    risksOf(
      ctx,
      rows.map((row) => row.id),
    ),
    survivorsOf(
      ctx,
      rows.flatMap((row) => row.customer_id ?? []),
    ),
  ])
  const chains = Map.groupBy(members, (row) => row.chain_id)
  return rows.map((row) => ({
    ...viewOf(row, chains.get(row.chain_id) ?? [row], notices, ctx.actor, waiting.get(row.id), risks.get(row.id)),
    customerId: customers.get(row.customer_id ?? '')?.id ?? row.customer_id,
  }))
}

/** One promise as the API shows it. @throws promises/not_found */
export async function viewById(ctx: Context, id: string): Promise<PromiseView> {
  const row = await findPromise(ctx.db, ctx.orgId, id)
  const [view] = row ? await viewsOf(ctx, [row]) : []
  if (!view) throw promiseNotFound()
  return view
}
