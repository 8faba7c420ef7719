import { z } from 'zod'
import { calendarClock, calendarNames } from '#modules/calendars'
import { textOf } from '#platform/fields'
import { type Context, operation } from '#platform/operation'
import { type Clock, readClock, tzRevision } from './clock.ts'
import { promiseNotFound } from './errors.ts'
import { type CountedTime, explainClock, explainPauses } from './explain.ts'
import { type Explanation, explanationView } from './explain-schemas.ts'
import { reasonOf } from './given-reason.ts'
import { policyNames } from './policy-queries.ts'
import { findPromise, type PromiseRow, readChains } from './queries.ts'
import { promiseId } from './schemas.ts'

/** How the due instant of a promise comes about. @throws promises/not_found */
export async function explanationOf(ctx: Context, id: string): Promise<Explanation> {
  const row = await findPromise(ctx.db, ctx.orgId, id)
  if (!row) throw promiseNotFound()
  const clock = readClock(row.clock)
  const [chain, names, derived] = await Promise.all([
    readChains(ctx.db, ctx.orgId, [row.chain_id]),
    policyNames(ctx.db, ctx.orgId, row.policy_id === null ? [] : [row.policy_id]),
    derivationOf(ctx, row, clock),
  ])
  const policyName = names.get(row.policy_id ?? '')
  return {
    promiseId: row.id,
    dueAt: textOf(row.due_at),
    ...derived,
    policy:
      row.policy_id === null || row.policy_version === null || policyName === undefined
        ? null
        : { id: row.policy_id, name: policyName, version: row.policy_version },
    timeZoneData: { planned: row.tz_revision, current: tzRevision },
    dates: chain.map((each) => ({
      promiseId: each.id,
      madeAt: textOf(each.made_at),
      dueAt: textOf(each.due_at),
      state: each.state as Explanation['dates'][number]['state'],
      reason: each.predecessor_id === null ? null : reasonOf(each).reason,
    })),
  }
}

type Derived = Omit<Explanation, 'promiseId' | 'dueAt' | 'policy' | 'timeZoneData' | 'dates'>

async function derivationOf(ctx: Context, row: PromiseRow, clock: Clock): Promise<Derived> {
  if (clock.type === 'fixed') return agreedOn(ctx, row, clock.pauses ?? [])
  const { id, version, calendar } = await calendarClock(ctx, clock.calendarId)
  const [names, explained] = [await calendarNames(ctx, [id]), explainClock(clock, calendar, ctx.now.epochMilliseconds)]
  const { dueMs, times, moreTimes, days, moreDays, pauses } = explained
  return {
    basis: 'counted',
    startAt: clock.startAt,
    duration: clock.duration,
    derivedDueAt: instantText(dueMs),
    agrees: dueMs === row.due_at.epochMilliseconds,
    times: times.map(timeText),
    moreTimes,
    days,
    moreDays,
    pauses,
    calendar: {
      id,
      name: names.get(id) ?? '',
      timeZone: calendar.timeZone,
      plannedVersion: clock.calendarVersion,
      currentVersion: version,
      changed: clock.calendarVersion !== version,
    },
  }
}

/** An instant that somebody chose; waiting on the customer may have moved it, by the hours of the organization. */
async function agreedOn(ctx: Context, row: PromiseRow, pauses: readonly { from: string; to: string | null }[]) {
  const calendar = pauses.length === 0 ? null : (await calendarClock(ctx, row.calendar_id)).calendar
  return {
    basis: 'agreed' as const,
    startAt: null,
    duration: null,
    derivedDueAt: textOf(row.due_at),
    agrees: true,
    ...{ times: [], moreTimes: 0, days: [], moreDays: 0 },
    pauses: calendar ? explainPauses(pauses, calendar, ctx.now.epochMilliseconds) : [],
    calendar: null,
  }
}

const instantText = (ms: number): string => textOf(Temporal.Instant.fromEpochMilliseconds(ms))
const timeText = ({ from, to, ...time }: CountedTime) => ({ ...time, from: instantText(from), to: instantText(to) })

export const explainPromise = operation({
  name: 'promises.explain',
  effect: 'reads',
  permission: 'promises.read',
  summary: 'How the due instant of a promise comes about',
  input: z.strictObject({ id: promiseId }),
  output: explanationView,
  run: (ctx, { id }) => explanationOf(ctx, id),
})
