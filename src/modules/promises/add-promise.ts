import type { Calendar } from '#library/calendar'
import { activeMember } from '#modules/accounts'
import { calendarClock } from '#modules/calendars'
import { findContactForTelling } from '#modules/customers'
import { watch } from '#modules/risks'
import type { Language } from '#platform/fields'
import type { Context, StreamHead } from '#platform/operation'
import type { Chain } from './chain.ts'
import { type Clock, type CountedClock, deriveDue, tzRevision } from './clock.ts'
import type { Duration } from './duration.ts'
import { answerByOutOfRange, needsCustomer, pastDue } from './errors.ts'
import { type GivenReason, reasonData, reasonRow, reasonText } from './given-reason.ts'
import { type Measured, measure, UNMEASURED } from './measure.ts'
import { noticeOf } from './notice-of.ts'
import type { PolicyStep } from './policy-spec.ts'
import { defaultAnswerBy, nextCheckAt } from './promise.ts'
import { addPromiseRow, type NoticeRow, type PromiseRow } from './queries.ts'
import { addSteps } from './steps.ts'

export type NewPromise = {
  kind: string
  wording: string
  language: Language
  dueAt?: Temporal.Instant | undefined
  businessSeconds?: number | undefined
  /** Counted from `startAt` (default: now) over the calendar. */
  duration?: Duration | undefined
  startAt?: Temporal.Instant | undefined
  calendarId?: string | undefined
  /** The calendar's clock, where it was read in this transaction already. */
  read?: Awaited<ReturnType<typeof calendarClock>> | undefined
  windowFrom?: Temporal.Instant | undefined
  caveats: string[]
  asksAnswer: boolean
  answerBy?: Temporal.Instant | undefined
  /** Promised by somebody here, as against a rule: measured against history and held to the firm's floor. */
  byPerson?: { belowFloorReason: string | undefined } | undefined
  about: string
  beneficiary: 'customer' | 'member' | 'organization'
  customerId?: string | undefined
  contactId?: string | undefined
  ownerId?: string | undefined
  ownerTeamId?: string | undefined
  basis: string
  policy?: { id: string; version: number } | undefined
  /** Steps of warning and escalation, as the policy's version says. */
  steps?: readonly PolicyStep[] | undefined
  /** What `dueAt` was counted back from. */
  plannedAt?: Temporal.Instant | undefined
  pausable?: boolean | undefined
  repeats?: boolean | undefined
  /** What the notice says besides the promise, where it is more than a new promise: news, in the customer's language. */
  news?: string | undefined
  /** Told with the promise, in the customer's language: what they are given for the trouble. */
  besides?: string | undefined
  /** The promise that this one is to replace, with its locked chain; null begins a chain. */
  predecessor: { chain: Chain; id: string; reason: GivenReason } | null
}

const after = (a: Temporal.Instant, b: Temporal.Instant): boolean => Temporal.Instant.compare(a, b) > 0

/** When it is due, and the clock that says so. */
export async function dueOf(
  ctx: Pick<Context, 'db' | 'orgId' | 'now'>,
  input: Pick<
    NewPromise,
    'dueAt' | 'businessSeconds' | 'duration' | 'startAt' | 'calendarId' | 'read' | 'pausable' | 'plannedAt' | 'steps'
  >,
): Promise<{ dueAt: Temporal.Instant; clock: Clock; calendar: Calendar | null }> {
  if (input.dueAt !== undefined) {
    const clock: Clock = {
      type: 'fixed',
      ...(input.pausable ? { pauses: [] } : {}),
      ...(input.plannedAt ? { plannedAt: input.plannedAt.toString() } : {}),
    }
    const steps = input.steps?.length ? (input.read ?? (await calendarClock(ctx, input.calendarId ?? null))) : null
    return { dueAt: input.dueAt, clock, calendar: steps?.calendar ?? null }
  }
  const { id, version, calendar } = input.read ?? (await calendarClock(ctx, input.calendarId ?? null))
  const clock: CountedClock = {
    type: 'counted',
    calendarId: id,
    calendarVersion: version,
    tzRevision,
    startAt: (input.startAt ?? ctx.now).toString(),
    duration: input.duration ?? { unit: 'business_seconds', n: input.businessSeconds ?? 0 },
    pauses: [],
  }
  const due = deriveDue(clock, calendar, ctx.now.epochMilliseconds)
  return { dueAt: Temporal.Instant.fromEpochMilliseconds(due), clock, calendar }
}

/**
 * Adds a promise, alone or as the successor of another: the row, its first event, and, where a customer is concerned,
 * the notice that must be delivered. Nobody adds a promise to a customer without it.
 * @throws promises/past_due, promises/answer_by, promises/needs_customer, customers/not_found, accounts/not_found; by a
 * person also promises/below_floor, promises/hard_floor
 */
export async function addPromise(ctx: Context, input: NewPromise): Promise<{ row: PromiseRow; notices: NoticeRow[] }> {
  const due = await dueOf(ctx, input)
  checkDates(ctx, input, due.dueAt)
  if (input.beneficiary === 'customer' && input.customerId === undefined) throw needsCustomer()
  const { predecessor } = input
  // Whoever had the promise before may have left meanwhile.
  if (!predecessor && input.ownerId !== undefined && input.ownerId !== ctx.actor.memberId)
    await activeMember(ctx, input.ownerId)
  const contactId =
    input.customerId === undefined ? null : await findContactForTelling(ctx, input.customerId, input.contactId ?? null)
  const measured = input.byPerson ? await measure(ctx, input, due.dueAt, input.byPerson.belowFloorReason) : UNMEASURED
  return writePromise(ctx, input, { ...due, contactId, measured })
}

const asksOf = ({ asksAnswer, beneficiary }: NewPromise): boolean => asksAnswer && beneficiary === 'customer'

const answerByOf = (ctx: Pick<Context, 'now'>, input: NewPromise, dueAt: Temporal.Instant): Temporal.Instant | null =>
  asksOf(input) ? (input.answerBy ?? defaultAnswerBy(ctx.now, dueAt)) : null

/** @throws promises/past_due, promises/answer_by */
export function checkDates(ctx: Pick<Context, 'now'>, input: NewPromise, dueAt: Temporal.Instant): void {
  // What a policy promises from an instant in the past may be overdue already: the clock says so at once.
  if (!after(dueAt, ctx.now) && (!input.policy || input.predecessor)) throw pastDue(dueAt, ctx.now)
  if (input.windowFrom && !after(dueAt, input.windowFrom)) throw pastDue(dueAt, input.windowFrom)
  const answerBy = answerByOf(ctx, input, dueAt)
  if (answerBy && (!after(answerBy, ctx.now) || after(answerBy, dueAt))) throw answerByOutOfRange()
}

/** What has been found out about a new promise: when it is due, who is told, what history says of the date. */
export type KnownOfNew = {
  dueAt: Temporal.Instant
  clock: Clock
  calendar: Calendar | null
  contactId: string | null
  measured: Measured
}

/** Writes a new promise, in statements that leave with the commit. Its dates are checked, its references known. */
export function writePromise(
  ctx: Context,
  input: NewPromise,
  { dueAt, clock, calendar, contactId, measured }: KnownOfNew,
): { row: PromiseRow; notices: NoticeRow[] } {
  const { predecessor } = input
  const asks = asksOf(input)
  const answerBy = answerByOf(ctx, input, dueAt)
  const id = ctx.newId()
  const ownerId = input.ownerId ?? (input.ownerTeamId === undefined ? ctx.actor.memberId : null)
  const chainId = predecessor?.chain.id ?? id
  const notice: NoticeRow | null =
    input.beneficiary === 'customer'
      ? noticeOf(
          ctx,
          { id, contact_id: contactId },
          {
            id: ctx.newId(),
            kind: input.news !== undefined ? 'update' : predecessor ? 'moved' : asks ? 'proposed' : 'made',
            ...(input.news === undefined
              ? input.besides === undefined
                ? {}
                : { text: input.besides }
              : { text: input.news }),
          },
        )
      : null
  const state = asks ? 'proposed' : 'open'
  const event = {
    type: predecessor ? 'promise.moved' : asks ? 'promise.proposed' : 'promise.made',
    subject: `promise:${id}`,
    about: input.about,
    data: {
      kind: input.kind,
      basis: input.basis,
      beneficiary: input.beneficiary,
      customerId: input.customerId ?? null,
      contactId,
      ownerId,
      ownerTeamId: input.ownerTeamId ?? null,
      policyId: input.policy?.id ?? null,
      policyVersion: input.policy?.version ?? null,
      pausable: input.pausable ?? false,
      state,
      dueAt: dueAt.toString(),
      windowFrom: input.windowFrom?.toString() ?? null,
      answerBy: answerBy?.toString() ?? null,
      clock,
      language: input.language,
      chance: measured.chance,
      forecast: measured.forecast,
      floor: measured.floor,
      noticeId: notice?.id ?? null,
      ...(predecessor ? { predecessorId: predecessor.id, ...reasonData(predecessor.reason, input.language) } : {}),
    },
    text: {
      wording: input.wording,
      caveats: input.caveats,
      ...(predecessor ? reasonText(predecessor.reason) : {}),
      ...(input.news === undefined ? {} : { news: input.news }),
      ...(input.besides === undefined ? {} : { besides: input.besides }),
      ...(measured.floorReason === null ? {} : { floorReason: measured.floorReason }),
    },
  }
  const head: StreamHead = ctx.recordInStream(chainId, predecessor?.chain.head ?? null, event)
  const row: PromiseRow = {
    org_id: ctx.orgId,
    id,
    chain_id: chainId,
    predecessor_id: predecessor?.id ?? null,
    kind: input.kind,
    wording: input.wording,
    language: input.language,
    beneficiary: input.beneficiary,
    customer_id: input.customerId ?? null,
    contact_id: contactId,
    about: input.about,
    owner_id: ownerId,
    basis: input.basis,
    state,
    consent: asks ? 'pending' : 'not_asked',
    made_at: ctx.now,
    due_at: dueAt,
    window_from: input.windowFrom ?? null,
    answer_by: answerBy,
    next_check_at: nextCheckAt({ state, dueAt, answerBy, pausedAt: null }),
    clock,
    caveats: input.caveats,
    chance_when_made: measured.chance,
    forecast: measured.forecast,
    floor_when_made: measured.floor,
    floor_reason: measured.floorReason,
    promised_by: input.byPerson ? ctx.actor.memberId : null,
    told_at: null,
    answered_at: null,
    occurred_at: null,
    recorded_at: null,
    ended_at: null,
    ...reasonRow(predecessor?.reason ?? { text: null, id: null, why: null }),
    followed: true,
    chain_seq: predecessor ? null : head.seq,
    chain_hash: predecessor ? null : head.hash,
    version: 1,
    policy_id: input.policy?.id ?? null,
    policy_version: input.policy?.version ?? null,
    owner_team_id: input.ownerTeamId ?? null,
    calendar_id: clock.type === 'counted' ? clock.calendarId : null,
    pausable: input.pausable ?? false,
    paused_at: null,
    repeats: input.repeats ?? false,
    derived_due_at: null,
    tz_revision: clock.type === 'counted' ? tzRevision : null,
  }
  if (predecessor) predecessor.chain.head = head
  addPromiseRow(ctx.db, row, notice)
  const startedAt = clock.type === 'counted' ? Temporal.Instant.from(clock.startAt) : ctx.now
  watch(ctx, { id, about: row.about, kind: row.kind, policyId: row.policy_id, startedAt, dueAt })
  if (input.steps?.length && calendar) addSteps(ctx, row, clock, input.steps, calendar)
  return { row, notices: notice ? [notice] : [] }
}
