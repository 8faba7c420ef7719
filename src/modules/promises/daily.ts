import { countAtRisk, promisesAtRisk } from '#modules/risks'
import type { Context } from '#platform/operation'
import {
  countDaily,
  dayLine,
  endangeredPromises,
  movedRootsDue,
  openPromisesDue,
  overduePromises,
  promisesOf,
  rootsDue,
  runningInOrder,
} from './daily-queries.ts'
import type { Owners } from './owner-queries.ts'
import { type Outcome, outcomeOf, outcomeOfLone, STATES } from './promise.ts'
import {
  countMatching,
  findPromise,
  listPromiseRows,
  type PromiseRow,
  type RootsWithOutcome,
  readChains,
  untoldNotices,
} from './queries.ts'
import type { PromiseView } from './schemas.ts'
import { countUnanswered, unansweredSince } from './unanswered-queries.ts'
import { standingOf, viewsOf } from './view.ts'

export type OutcomeCounts = Record<Outcome, number>

/** Outcomes of the chains whose first date lay in a period, promises to be followed only. */
export async function countOutcomes(
  ctx: Context,
  from: Temporal.Instant,
  to: Temporal.Instant,
  owners: Owners = null,
): Promise<OutcomeCounts> {
  const counts: OutcomeCounts = {
    pending: 0,
    kept: 0,
    kept_as_moved: 0,
    kept_as_told: 0,
    broken: 0,
    withdrawn: 0,
    declined: 0,
  }
  const roots = await rootsDue(ctx.db, ctx.orgId, from, to, owners)
  for (const { state, moved } of roots) if (!moved) counts[outcomeOfLone(state)]++
  const moved = roots.filter((root) => root.moved).map((root) => root.id)
  for (const outcome of (await outcomesOf(ctx, moved)).values()) counts[outcome]++
  return counts
}

/** The outcomes of some chains, by the ids of their roots. */
export async function outcomesOf(ctx: Context, rootIds: readonly string[]): Promise<Map<string, Outcome>> {
  const members = await readChains(ctx.db, ctx.orgId, rootIds)
  const chains = Map.groupBy(members, (row) => row.chain_id)
  return new Map([...chains].map(([id, chain]) => [id, outcomeOf(chain.map(standingOf))]))
}

/** Which roots the outcomes that `countOutcomes` counts belong to, for a list of them. */
export async function rootsWithOutcome(
  ctx: Context,
  outcomes: readonly Outcome[],
  from: Temporal.Instant,
  to: Temporal.Instant,
): Promise<RootsWithOutcome> {
  const moved = await outcomesOf(ctx, await movedRootsDue(ctx.db, ctx.orgId, from, to))
  return {
    states: STATES.filter((state) => outcomes.includes(outcomeOfLone(state))),
    moved: [...moved].flatMap(([id, outcome]) => (outcomes.includes(outcome) ? [id] : [])),
  }
}

export type Matter = {
  why: 'overdue' | 'in_danger' | 'at_risk' | 'due_soon' | 'wish' | 'reply' | 'not_told'
  promise: PromiseView
  wish: { at: string | null; text: string | null } | null
  reply: { at: string; text: string | null } | null
  failure: string | null
}

const EACH = 50
/** What a customer said longer ago is no longer shown as today's work. */
export const UNANSWERED_DAYS = 30
export const unansweredFrom = (now: Temporal.Instant): Temporal.Instant => now.subtract({ hours: UNANSWERED_DAYS * 24 })

/**
 * What needs a person now, most pressing first: overdue, told a date that the hours do not hold any more, at risk, not
 * told, what customers said and nobody answered, due within `soon`.
 */
export async function mattersNow(ctx: Context, soon: Temporal.Instant, owners: Owners = null): Promise<Matter[]> {
  const { db, orgId, now } = ctx
  const [overdue, endangered, risky, due, said, untold] = await Promise.all([
    overduePromises(db, orgId, owners, EACH),
    endangeredPromises(db, orgId, owners, EACH),
    riskiest(ctx, owners),
    openPromisesDue(db, orgId, now, soon, owners, EACH),
    unansweredSince(db, orgId, unansweredFrom(now), owners, EACH),
    untoldNotices(db, orgId, now.subtract({ minutes: 2 }), owners, EACH),
  ])
  const untoldRows = (await Promise.all(untold.map((notice) => findPromise(db, orgId, notice.promise_id)))).filter(
    (row) => row !== undefined,
  )
  const saidRows = new Map(
    (
      await promisesOf(
        db,
        orgId,
        said.map((each) => each.promise_id),
      )
    ).map((row) => [row.id, row]),
  )
  const saidOf = new Map(said.map((each) => [each.promise_id, each]))
  const spoken = (why: 'wish' | 'reply') =>
    said.filter((each) => each.why === why).flatMap((each) => saidRows.get(each.promise_id) ?? [])
  const failureOf = new Map(untold.map((notice) => [notice.promise_id, notice.failure]))
  const groups: [Matter['why'], PromiseRow[]][] = [
    ['overdue', overdue],
    ['in_danger', endangered],
    ['at_risk', risky],
    ['not_told', untoldRows],
    ['reply', spoken('reply')],
    ['wish', spoken('wish')],
    ['due_soon', due],
  ]
  const rows = [...new Map(groups.flatMap(([, list]) => list.map((row) => [row.id, row]))).values()]
  const views = new Map((await viewsOf(ctx, rows)).map((view) => [view.id, view]))
  const seen = new Set<string>()
  return groups.flatMap(([why, list]) =>
    list.flatMap((row): Matter[] => {
      const promise = views.get(row.id)
      if (!promise || seen.has(row.id)) return []
      seen.add(row.id)
      const words = saidOf.get(row.id)
      return [
        {
          why,
          promise,
          wish: why === 'wish' && words ? { at: words.wish_at?.toString() ?? null, text: words.text } : null,
          reply: words?.why === 'reply' ? { at: words.at.toString(), text: words.text } : null,
          failure: failureOf.get(row.id) ?? null,
        },
      ]
    }),
  )
}

/** At risk, the likeliest to break first; of some owners those due soonest first. */
async function riskiest(ctx: Context, owners: Owners): Promise<PromiseRow[]> {
  const { db, orgId } = ctx
  if (owners === null) return runningInOrder(db, orgId, await promisesAtRisk(ctx, EACH))
  return listPromiseRows(db, orgId, { atRisk: true, owners }, 'soonest', null, EACH)
}

/** Today's figures and the line of its due instants; `day` is in the organization's zone. */
export async function dayOf(
  ctx: Context,
  day: { from: Temporal.Instant; to: Temporal.Instant },
  owners: Owners = null,
) {
  const [counts, atRisk, unanswered, line] = await Promise.all([
    countDaily(ctx.db, ctx.orgId, day.from, day.to, ctx.now.subtract({ minutes: 2 }), owners),
    owners === null ? countAtRisk(ctx) : countMatching(ctx.db, ctx.orgId, { atRisk: true, owners }),
    countUnanswered(ctx.db, ctx.orgId, unansweredFrom(ctx.now), owners),
    dayLine(ctx.db, ctx.orgId, day.from, day.to, owners),
  ])
  return {
    counts: { ...counts, atRisk, unanswered },
    line: line.map((row) => ({
      id: row.id,
      dueAt: row.due_at.toString(),
      state: row.state as PromiseView['state'],
      overdue: row.state === 'broken' && row.occurred_at === null,
    })),
  }
}
