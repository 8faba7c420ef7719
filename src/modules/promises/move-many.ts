import { calendarClock } from '#modules/calendars'
import { findContactForTelling, findContactsByIds } from '#modules/customers'
import { outlooksOf } from '#modules/forecast'
import { observedId, type PromiseRules, rulesOf } from '#modules/risks'
import { Refusal } from '#platform/errors'
import type { Language } from '#platform/fields'
import type { Context } from '#platform/operation'
import { checkDates, dueOf, writePromise } from './add-promise.ts'
import { type Chain, lockChains } from './chain.ts'
import { promiseNotFound } from './errors.ts'
import type { GivenReason } from './given-reason.ts'
import { type Measured, measured, UNMEASURED, weighed } from './measure.ts'
import { findPolicySpec } from './policy-queries.ts'
import type { PolicySpec, PolicyStep } from './policy-spec.ts'
import type { PromiseRow } from './queries.ts'
import { storeRootHeads } from './rederive-queries.ts'
import { inheritedBy, whyNotMovable } from './renegotiate-promise.ts'
import { stepsOf } from './step-queries.ts'
import { standingOf } from './view.ts'

/** Another date for one of many promises. */
export type Move = {
  promiseId: string
  dueAt: Temporal.Instant
  reason: GivenReason
  /** Why it is promised although few such requests are done by then. */
  belowFloorReason?: string | undefined
  /** Start of the arrival window of the new date. */
  windowOf?(promise: { windowFrom: Temporal.Instant | null; dueAt: Temporal.Instant }): Temporal.Instant | undefined
  /** What the customer is told besides, found out when nothing else can be refused; refusing it refuses the move. */
  besides?(): Promise<string | undefined>
}

/** What became of it: the successor, or why there is none. */
export type Moved = { successor: PromiseRow } | { refusal: Refusal }

/**
 * Proposes other dates for many promises to customers in one transaction, as `promises.renegotiate` does for one: the same
 * steps, notices and evidence, in statements whose number does not grow with what has to be read. One that cannot be moved
 * is refused by itself.
 */
export async function moveMany(ctx: Context, moves: readonly Move[]): Promise<Map<string, Moved>> {
  const chains = await lockChains(
    ctx,
    moves.map(({ promiseId }) => promiseId),
  )
  const places = placesIn(chains)
  const rows = moves.flatMap(({ promiseId }) => places.get(promiseId)?.row ?? [])
  const known = await knownOf(ctx, rows)
  const results = new Map<string, Moved>()
  const grown = new Map<string, Chain>()
  for (const move of moves) {
    try {
      const place = places.get(move.promiseId)
      if (!place) throw promiseNotFound()
      results.set(move.promiseId, { successor: await moveOne(ctx, move, place, known) })
      grown.set(place.chain.id, place.chain)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      results.set(move.promiseId, { refusal: error })
    }
  }
  storeRootHeads(
    ctx.db,
    ctx.orgId,
    [...grown].map(([id, { head }]) => [id, head]),
  )
  return results
}

type Place = { chain: Chain; row: PromiseRow }

const placesIn = (chains: ReadonlyMap<string, Chain>): Map<string, Place> =>
  new Map([...chains.values()].flatMap((chain) => chain.rows.map((row) => [row.id, { chain, row }] as const)))

type Known = {
  contacts: Awaited<ReturnType<typeof findContactsByIds>>
  outlooks: Awaited<ReturnType<typeof outlooksOf>>
  rules: PromiseRules
  stepsOf(row: PromiseRow): readonly PolicyStep[]
  calendar: Awaited<ReturnType<typeof calendarClock>>['calendar'] | null
}

/** All that has to be read to move them. */
async function knownOf(ctx: Context, rows: readonly PromiseRow[]): Promise<Known> {
  const contacts = await findContactsByIds(ctx, [...new Set(rows.flatMap((row) => row.contact_id ?? []))])
  const outlooks = await outlooksOf(ctx, [...new Set(rows.flatMap((row) => observedId(row) ?? []))])
  const steps = await stepsFor(ctx, rows)
  const hasSteps = rows.some((row) => steps(row).length > 0)
  const calendar = hasSteps ? (await calendarClock(ctx, null)).calendar : null
  return { contacts, outlooks, rules: await rulesOf(ctx), stepsOf: steps, calendar }
}

/** As `stepsLike` finds them, a policy's version once. */
async function stepsFor(ctx: Context, rows: readonly PromiseRow[]): Promise<Known['stepsOf']> {
  const keyOf = (row: PromiseRow): string => `${row.policy_id} ${row.policy_version}`
  const versions = new Map<string, readonly PolicyStep[]>()
  for (const row of rows) {
    if (row.policy_id === null || row.policy_version === null || versions.has(keyOf(row))) continue
    const version = await findPolicySpec(ctx.db, ctx.orgId, row.policy_id, row.policy_version)
    if (version) versions.set(keyOf(row), (version.spec as PolicySpec).steps)
  }
  const without = rows.filter((row) => !versions.has(keyOf(row))).map(({ id }) => id)
  const own = without.length === 0 ? [] : await stepsOf(ctx.db, ctx.orgId, without)
  const ownOf = Map.groupBy(own, (step) => step.promise_id)
  return (row) => versions.get(keyOf(row)) ?? (ownOf.get(row.id) ?? []).map(({ step }) => step as PolicyStep)
}

async function moveOne(ctx: Context, move: Move, { chain, row }: Place, known: Known): Promise<PromiseRow> {
  const refused = whyNotMovable(chain, standingOf(row))
  if (refused) throw refused
  const { dueAt, reason, belowFloorReason } = move
  const steps = known.stepsOf(row)
  const input = {
    ...inheritedBy(row, chain, reason),
    wording: row.wording,
    language: row.language as Language,
    dueAt,
    windowFrom: move.windowOf?.({ windowFrom: row.window_from, dueAt: row.due_at }),
    caveats: row.caveats as string[],
    pausable: row.pausable,
    byPerson: { belowFloorReason },
    steps,
  }
  checkDates(ctx, input, dueAt)
  const { clock } = await dueOf(ctx, { dueAt, pausable: row.pausable })
  const contactId = await contactOf(ctx, row, known)
  const measured = measuredOf(ctx, move, row, known)
  const besides = await move.besides?.()
  const calendar = steps.length > 0 ? known.calendar : null
  const added = writePromise(ctx, { ...input, besides }, { dueAt, clock, calendar, contactId, measured })
  // The chain has grown: a second move of it in the same breath is one too many.
  chain.rows.push(added.row)
  chain.standings.push(standingOf(added.row))
  return added.row
}

/** Whoever was told before, where they are still there; else whom the customer has tell now. */
async function contactOf(ctx: Context, row: PromiseRow, { contacts }: Known): Promise<string | null> {
  const before = row.contact_id === null ? undefined : contacts.get(row.contact_id)
  if (before?.customerId === row.customer_id || row.customer_id === null) return before?.id ?? null
  return findContactForTelling(ctx, row.customer_id, row.contact_id)
}

function measuredOf(ctx: Context, { dueAt, belowFloorReason }: Move, row: PromiseRow, known: Known): Measured {
  const outlook = known.outlooks.get(observedId(row) ?? '')
  if (!outlook) return UNMEASURED
  const estimate = { ...outlook.at(dueAt), nearest: outlook.nearest }
  const asked = { by: ctx.actor.kind, reasoned: belowFloorReason !== undefined }
  return measured(weighed(estimate, known.rules, row, asked), belowFloorReason)
}
