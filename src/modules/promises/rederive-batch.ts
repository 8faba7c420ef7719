import { z } from 'zod'
import type { Calendar } from '#library/calendar'
import { calendarClock } from '#modules/calendars'
import { watchMoved } from '#modules/risks'
import { textOf } from '#platform/fields'
import { lowestIdAt } from '#platform/ids'
import { type Context, operation, type StreamHead } from '#platform/operation'
import { type CountedClock, readClock, tzRevision } from './clock.ts'
import { nextCheckAt, type State } from './promise.ts'
import { countedFrom, endangers, type Rederived, type Running, rederive } from './rederivation.ts'
import { advanceRederivation, endRederivation, lockRederivation } from './rederivation-queries.ts'
import { rederivationId } from './rederivation-view.ts'
import {
  lockFreeRoots,
  lockOneRoot,
  type Moved,
  promisesToRederive,
  type RootHead,
  type RunningRow,
  runningPromises,
  storeClocks,
  storeDerived,
  storeMoved,
  storeRootHeads,
  type Which,
} from './rederive-queries.ts'
import { moveStepsOf } from './steps.ts'

const BATCH = 1_000
/** What was made by the old calendar in transactions that ended later than the edit is looked at this much later. */
export const LATE_LOOK = { seconds: 30 }
const OVERLAP = { seconds: 60 }
/** An event for about so many promises: the console follows, the log stays readable. */
const EVENT_EVERY = 10_000

const done = z.object({
  examined: z
    .number()
    .int()
    .meta({ examples: [1000] }),
  moved: z
    .number()
    .int()
    .meta({ examples: [240] }),
  inDanger: z
    .number()
    .int()
    .meta({ examples: [7] }),
  more: z.boolean().meta({ description: 'Is there more to do?' }),
})
type Done = z.output<typeof done>
const NOTHING: Done = { examined: 0, moved: 0, inDanger: 0, more: false }

/**
 * Derives the next dates of a rederivation anew, up to 1,000 in a transaction of a dozen statements: dates that nobody
 * was told move, with an event of their chain; of those that were told the new result is written beside. Goes on behind
 * the last promise that was done, so that it may be killed at any time.
 */
export const rederiveBatch = operation({
  name: 'promises.rederiveBatch',
  effect: 'writes',
  permission: 'promises.rederive',
  summary: 'Derive the next dates anew after a calendar or the time-zone data changed',
  input: z.strictObject({
    id: rederivationId,
    limit: z
      .number()
      .int()
      .min(1)
      .max(BATCH)
      .default(BATCH)
      .meta({ examples: [1000] }),
  }),
  output: done,
  async run(ctx, { id, limit }) {
    const row = await lockRederivation(ctx.db, ctx.orgId, id)
    if (row?.state !== 'running' || row.calendar_id === null) return NOTHING
    const tz = row.reason === 'time_zone_data' ? row.tz_revision : null
    const which = { calendarId: row.calendar_id, afterId: row.after_id, tz, olderThan: null }
    const { lastId, more, ...counts } = await deriveNext(ctx, which, row.reason, limit)
    const [examined, moved] = [row.examined + counts.examined, row.moved + counts.moved]
    const inDanger = row.in_danger + counts.inDanger
    if (lastId !== null)
      await advanceRederivation(ctx.db, ctx.orgId, id, { ...counts, endangered: counts.inDanger, afterId: lastId })
    if (!more) {
      await endRederivation(ctx.db, ctx.orgId, id, { state: 'done', finished_at: ctx.now })
      ctx.later({ name: 'promises.rederive', data: { lateId: id }, runAt: ctx.now.add(LATE_LOOK) })
    }
    if (!more || Math.floor(examined / EVENT_EVERY) > Math.floor(row.examined / EVENT_EVERY))
      ctx.record({
        type: more ? 'rederivation.advanced' : 'rederivation.finished',
        subject: `rederivation:${id}`,
        data: { total: row.total, examined, moved, inDanger },
      })
    return { ...counts, more }
  },
})

/** Looks once more at what was made while the calendar was edited: it may have been counted by the old hours. */
export const rederiveLate = operation({
  name: 'promises.rederiveLate',
  effect: 'writes',
  permission: 'promises.rederive',
  summary: 'Look once more at promises made while their calendar was edited',
  input: z.strictObject({ id: rederivationId }),
  output: done,
  async run(ctx, { id }) {
    const row = await lockRederivation(ctx.db, ctx.orgId, id)
    if (row?.state !== 'done' || row.calendar_id === null) return NOTHING
    const which = {
      calendarId: row.calendar_id,
      afterId: lowestIdAt(row.created_at.subtract(OVERLAP)),
      tz: row.reason === 'time_zone_data' ? row.tz_revision : null,
      olderThan: row.reason === 'calendar' ? row.calendar_version : null,
    }
    const { lastId, examined, moved, inDanger } = await deriveNext(ctx, which, row.reason, BATCH)
    // Those examined a second time were counted already; what moved now had not.
    if (lastId !== null && moved > 0)
      await advanceRederivation(ctx.db, ctx.orgId, id, { examined: 0, moved, endangered: 0, afterId: lastId })
    return { examined, moved, inDanger, more: false }
  },
})

type Step = Omit<Done, 'more'> & { lastId: string | null; more: boolean }

/** Locks, derives and writes the next promises; the first of them is waited for, the others only taken if free. */
async function deriveNext(ctx: Context, which: Which, reason: string, limit: number): Promise<Step> {
  const { calendar, version } = await calendarClock(ctx, which.calendarId)
  const candidates = await promisesToRederive(ctx.db, ctx.orgId, which, limit)
  const first = candidates[0]
  if (!first) return { examined: 0, moved: 0, inDanger: 0, lastId: null, more: false }
  const chainIds = new Set(candidates.map((candidate) => candidate.chain_id))
  chainIds.delete(first.chain_id)
  const roots = [
    ...(await lockOneRoot(ctx.db, ctx.orgId, first.chain_id)),
    ...(await lockFreeRoots(ctx.db, ctx.orgId, [...chainIds])),
  ]
  const locked = new Set(roots.map((root) => root.id))
  // Up to the first that somebody else holds: the next batch begins there, and waits for it.
  const held = candidates.findIndex((candidate) => !locked.has(candidate.chain_id))
  const taken = held < 0 ? candidates : candidates.slice(0, held)
  const rows = await runningPromises(
    ctx.db,
    ctx.orgId,
    taken.map((candidate) => candidate.id),
  )
  const results = rows.flatMap((row) => resultOf(row, calendar))
  write(ctx, { results, roots, reason, version })
  await moveStepsOf(
    ctx.db,
    ctx.orgId,
    results.flatMap((result) => stepClockOf(result, calendar)),
  )
  return {
    examined: taken.length,
    moved: results.filter(({ rederived }) => rederived.what === 'moves').length,
    inDanger: results.filter(({ promise, rederived }) => endangers(rederived, promise.dueMs)).length,
    lastId: taken.at(-1)?.id ?? null,
    more: held >= 0 || candidates.length === limit,
  }
}

type Result = { row: RunningRow; clock: CountedClock; promise: Running; rederived: Rederived }

function resultOf(row: RunningRow, calendar: Calendar): Result[] {
  const clock = readClock(row.clock)
  if (clock.type !== 'counted') return []
  const promise = {
    ...countedFrom(clock),
    dueMs: row.due_at.epochMilliseconds,
    windowFromMs: row.window_from?.epochMilliseconds ?? null,
    answerByMs: row.state === 'proposed' ? (row.answer_by?.epochMilliseconds ?? null) : null,
    told: row.told,
    paused: row.paused_at !== null,
  }
  return [{ row, clock, promise, rederived: rederive(promise, calendar) }]
}

type Writing = { results: readonly Result[]; roots: readonly RootHead[]; reason: string; version: number }

/** Writes what was derived: statements that leave with the commit. */
function write(ctx: Context, { results, roots, reason, version }: Writing): void {
  const before = new Map<string, StreamHead>(
    roots.map((root) => [root.id, { seq: root.chain_seq ?? 0, hash: root.chain_hash ?? Buffer.alloc(32) }]),
  )
  const heads = new Map<string, StreamHead>()
  const moved: Moved[] = []
  for (const { row, clock: planned, rederived } of results) {
    if (rederived.what !== 'moves') continue
    const clock = { ...planned, calendarVersion: version, tzRevision }
    const dueAt = Temporal.Instant.fromEpochMilliseconds(rederived.dueMs)
    const head = ctx.recordInStream(row.chain_id, heads.get(row.chain_id) ?? before.get(row.chain_id) ?? null, {
      type: 'promise.rederived',
      subject: `promise:${row.id}`,
      about: row.about,
      data: { dueAt: textOf(dueAt), clock, state: row.state, consent: row.consent, at: textOf(ctx.now), reason },
    })
    heads.set(row.chain_id, head)
    const nextCheck = row.followed ? checkAfter(ctx.now, row, dueAt) : null
    moved.push({
      id: row.id,
      dueAt: textOf(dueAt),
      nextCheckAt: nextCheck?.toString() ?? null,
      clock: JSON.stringify(clock),
      seq: null,
      hash: null,
    })
  }
  watchMoved(ctx, moved)
  const movedIds = new Set(moved.map((row) => row.id))
  storeMoved(
    ctx.db,
    ctx.orgId,
    moved.map((row) => ({ ...row, ...heads.get(row.id) })),
    tzRevision,
  )
  storeRootHeads(
    ctx.db,
    ctx.orgId,
    [...heads].filter(([id]) => !movedIds.has(id)),
  )
  storeDerived(ctx.db, ctx.orgId, results.flatMap(derivedOf))
  storeClocks(
    ctx.db,
    ctx.orgId,
    results
      .filter(({ row, rederived }) => rederived.what === 'stands' && !row.told)
      .map(({ row, clock }) => ({
        id: row.id,
        clock: JSON.stringify({ ...clock, calendarVersion: version, tzRevision }),
      })),
    tzRevision,
  )
}

/** A date that came to lie in the past is looked at now: whoever looks for what is due has passed that instant already. */
function checkAfter(now: Temporal.Instant, row: RunningRow, dueAt: Temporal.Instant): Temporal.Instant | null {
  const check = nextCheckAt({ state: row.state as State, dueAt, answerBy: row.answer_by, pausedAt: row.paused_at })
  return check && Temporal.Instant.compare(check, now) < 0 ? now : check
}

/** What is to be written beside a date that was told, where it is not there yet. */
function derivedOf({ row, rederived }: Result): { id: string; derivedDueAt: string | null }[] {
  if (rederived.what !== 'differs' && rederived.what !== 'agrees') return []
  const derived = rederived.what === 'differs' ? rederived.dueMs : null
  if (derived === (row.derived_due_at?.epochMilliseconds ?? null)) return []
  return [
    { id: row.id, derivedDueAt: derived === null ? null : textOf(Temporal.Instant.fromEpochMilliseconds(derived)) },
  ]
}

/** The steps of every promise that runs follow its hours, also where the date was told. */
function stepClockOf({ row, promise, rederived }: Result, calendar: Calendar) {
  if (rederived.what === 'stands') return []
  const { startMs, pauses } = promise
  const dueMs = rederived.what === 'moves' ? rederived.dueMs : promise.dueMs
  return [{ promiseId: row.id, startMs, dueMs, calendar, pauses }]
}
