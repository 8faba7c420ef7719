import { setTimeout as sleep } from 'node:timers/promises'
import { queueFeedChecks } from '#modules/calendars'
import { planFileSweep, tellUnanswered } from '#modules/conversations'
import { listOrganizationIds } from '#modules/directory'
import { planChecks, refreshModel } from '#modules/forecast'
import { forgetBulkChanges } from '#modules/lists'
import { forgetRawMail } from '#modules/mailboxes'
import { forgetNotifications, membersWithNews } from '#modules/notifications'
import {
  anchorLedger,
  checkTimeZoneData,
  nextDueAt,
  nextStepAt,
  organizationsWithDue,
  organizationsWithSteps,
  raiseSteps,
  sendDigests,
  sweepDue,
} from '#modules/promises'
import { callLeads, nextLastMoment, organizationsWithLastMoments } from '#modules/recovery'
import { estimateDue, nextLookAt, organizationsWithLooks } from '#modules/risks'
import { forgetDeliveries } from '#modules/webhooks'
import type { Clock } from '#platform/clock'
import type { Database, Tx } from '#platform/db'
import type { Gate } from '#platform/gate'
import { forgetAnswers } from '#platform/housekeeping'
import { describe } from '#platform/http'
import type { Log } from '#platform/log'
import { type Actor, systemActor } from '#platform/operation'
import { inSpan, type Telemetry } from '#platform/telemetry'

const DUE_A_LOOK = 500
/** Organizations that are swept at the same time: while some wait for the disk others work, and the pool has connections left. */
const SIDE_BY_SIDE = 12
const DAILY_MS = 10 * 60_000

/** Between two looks, so that what comes due or changes close together is one look. */
const BREATH_MS = 100
/** Before something is tried again that was due and could not be done: somebody else holds it. */
const PATIENCE_MS = 250
/** What is found later than this by a clock that has not looked for as long is a lapse. */
const STANDSTILL = { seconds: 60 } as const
/** Looks before this are long committed: the next ones need not walk over what they swept. */
const SETTLED = { seconds: 60 } as const
/** Every so often the look goes back to the beginning: for what others held, or moved into the past. */
const FROM_THE_BEGINNING = { seconds: 10 } as const

type Deps = { gate: Gate; database: Database; clock: Clock; log: Log; telemetry?: Telemetry | undefined }
type Batch = { since: string | null; stoodStill: boolean }

/** One kind of work that comes due at an instant. */
type DueWork = {
  name: string
  /** Organizations with something due before `now`, among the `limit` soonest at or after `since`, without some; as kept_system. */
  organizations(
    db: Tx,
    now: Temporal.Instant,
    limit: number,
    since: Temporal.Instant | null,
    except: readonly string[],
  ): Promise<string[]>
  /** When the next comes due, at or after `since`; as kept_system. */
  next(db: Tx, since: Temporal.Instant | null): Promise<Temporal.Instant | null>
  /** Does a batch of what is due in one organization, soonest first. */
  sweep(
    gate: Gate,
    clock: Actor,
    batch: Batch,
  ): Promise<{ swept: number; more: boolean; through?: string | null | undefined }>
}

/** All that comes due, in the order in which it is done: to add a kind, add an entry. */
const DUE_WORK: readonly DueWork[] = [
  {
    name: 'promises',
    organizations: organizationsWithDue,
    next: nextDueAt,
    sweep: (gate, clock, batch) => gate.run(sweepDue, clock, batch),
  },
  {
    name: 'steps',
    organizations: organizationsWithSteps,
    next: nextStepAt,
    sweep: (gate, clock, batch) => gate.run(raiseSteps, clock, batch),
  },
  {
    name: 'risks',
    organizations: organizationsWithLooks,
    next: nextLookAt,
    sweep: (gate, clock, { since }) => gate.run(estimateDue, clock, { since }),
  },
  {
    name: 'recoveries',
    organizations: organizationsWithLastMoments,
    next: nextLastMoment,
    sweep: (gate, clock) => gate.run(callLeads, clock, {}),
  },
]

/** What a clock remembers from look to look. */
export type Looks = { lastAt: Temporal.Instant | null; fromBeginningAt: Temporal.Instant | null }
export const noLooks = (): Looks => ({ lastAt: null, fromBeginningAt: null })

const earlier = (a: Temporal.Instant, b: Temporal.Instant): boolean => Temporal.Instant.compare(a, b) < 0

/**
 * One look of the clock at everything that is due: a bounded look across organizations, then claiming transactions per
 * organization, soonest first, until nothing is left that nobody else holds. Any number of workers may look at once.
 * @param looks what this clock remembers; new, it counts as one that has stood still
 * @returns how many things changed
 * @throws the first failure, after everybody else's turn
 */
export async function sweepOnce(deps: Omit<Deps, 'log'>, looks: Looks = noLooks()): Promise<number> {
  const now = deps.clock.now()
  const stoodStill = looks.lastAt === null || earlier(looks.lastAt, now.subtract(STANDSTILL))
  const since = beginning(looks, now)
  const found = await deps.database.asSystem((db) =>
    Promise.all(DUE_WORK.map((work) => work.organizations(db, now, DUE_A_LOOK, since, []))),
  )
  let swept = 0
  const failures: unknown[] = []
  for (const [i, work] of DUE_WORK.entries())
    swept += await sweepTraced(deps, work, found[i] ?? [], since, stoodStill, failures)
  if (failures.length > 0) throw failures[0]
  looks.lastAt = now
  if (since === null) looks.fromBeginningAt = now
  return swept
}

/** From where to look: past what was swept long enough ago; null is the beginning. */
function beginning(looks: Looks, now: Temporal.Instant): Temporal.Instant | null {
  const { lastAt, fromBeginningAt } = looks
  const again = fromBeginningAt === null || earlier(fromBeginningAt, now.subtract(FROM_THE_BEGINNING))
  return again || lastAt === null ? null : lastAt.subtract(SETTLED)
}

/** A look that finds nothing is no trace: it is taken every other second. */
function sweepTraced(...[deps, work, found, ...rest]: Parameters<typeof sweepAll>): Promise<number> {
  const tracer = found.length > 0 ? deps.telemetry?.tracer : undefined
  return inSpan(tracer, { name: `sweep ${work.name}`, attributes: { 'kept.sweep': work.name } }, async (span) => {
    const swept = await sweepAll(deps, work, found, ...rest)
    span.set({ 'kept.swept': swept })
    return swept
  })
}

async function sweepAll(
  { gate, database, clock, telemetry }: Omit<Deps, 'log'>,
  work: DueWork,
  found: readonly string[],
  since: Temporal.Instant | null,
  stoodStill: boolean,
  failures: unknown[],
): Promise<number> {
  // Whoever fails is passed over until the next look: nobody else has to wait behind it.
  const failed = new Map<string, unknown>()
  const throughOf = new Map<string, string>()
  let swept = 0
  for (let orgs = found; ; ) {
    let progress = 0
    const sweepOrganization = async (orgId: string): Promise<void> => {
      for (let more = true; more; ) {
        // A later batch need not walk over what the one before has swept.
        const from = throughOf.get(orgId) ?? since?.toString() ?? null
        const done = await work.sweep(gate, systemActor(orgId, 'clock'), { since: from, stoodStill })
        if (done.more && done.through != null) throughOf.set(orgId, done.through)
        else throughOf.delete(orgId)
        progress += done.swept
        more = done.more && done.swept > 0
      }
    }
    const waiting = orgs.values()
    const line = async (): Promise<void> => {
      for (const orgId of waiting)
        await sweepOrganization(orgId).catch((error: unknown) => {
          failed.set(orgId, error)
        })
    }
    await Promise.all(Array.from({ length: Math.min(SIDE_BY_SIDE, orgs.length) }, line))
    swept += progress
    // As many as a look takes in: there may be more than it saw. What else is left, others hold.
    if (progress < DUE_A_LOOK) break
    orgs = await database.asSystem((db) => work.organizations(db, clock.now(), DUE_A_LOOK, since, [...failed.keys()]))
  }
  failures.push(...failed.values())
  if (swept > 0) telemetry?.sweep({ kind: work.name }, swept)
  return swept
}

/** What happens once a day for each organization: the ledger's anchor, and remembered answers that are old. */
export async function dailyOnce({ gate, log }: Omit<Deps, 'clock' | 'database'>): Promise<void> {
  let after: string | null = null
  for (;;) {
    const { ids }: { ids: string[] } = await gate.runNarrow(listOrganizationIds, { after, limit: 500 })
    for (const orgId of ids) {
      const actor = systemActor(orgId, 'clock')
      const failed = (operation: string) => (error: unknown) =>
        log.error({ org: orgId, operation, error: describe(error) }, 'daily work')
      for (const op of [
        tellUnanswered,
        checkTimeZoneData,
        anchorLedger,
        forgetAnswers,
        forgetBulkChanges,
        forgetDeliveries,
        forgetRawMail,
        planFileSweep,
        forgetNotifications,
        queueFeedChecks,
        planChecks,
        refreshModel,
      ])
        await gate.run(op, actor, {}).catch(failed(op.name))
      await gate
        .run(membersWithNews, actor, {})
        .then(({ memberIds }) => gate.run(sendDigests, actor, { also: memberIds }))
        .catch(failed(sendDigests.name))
    }
    after = ids.at(-1) ?? null
    if (after === null) return
  }
}

/** Sleeps until an instant of the world's clock, or until it is rung. */
function alarm(clock: Clock, stopping: AbortSignal) {
  let rung = false
  let wake = (): void => {}
  const pause = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  stopping.addEventListener('abort', () => wake())
  return {
    ring: (): void => {
      rung = true
      wake()
    },
    silence: (): void => {
      rung = false
    },
    sleep: async (until: Temporal.Instant | null, least: number, most: number): Promise<void> => {
      const left = until === null ? most : until.epochMilliseconds - clock.now().epochMilliseconds + 1
      const longest = Math.min(Math.max(left, least), most)
      await sleep(Math.min(least, longest), undefined, { signal: stopping }).catch(() => {})
      if (!rung && !stopping.aborted && longest > least) await pause(longest - least)
    },
  }
}

/**
 * Sweeps what is due, until stopped: woken by the next due instant, by `ring` (something has changed), and at the latest
 * after `lookEveryMs`, for what other processes have changed. Looks at daily work every ten minutes.
 */
export function startClocks(deps: Deps & { lookEveryMs: number }): { ring(): void; stop(): Promise<void> } {
  const { database, clock, log } = deps
  const stopping = new AbortController()
  const bell = alarm(clock, stopping.signal)
  const warn = (what: string) => (error: unknown) => {
    if (!stopping.signal.aborted) log.warn({ error: describe(error) }, what)
  }
  const watch = async (): Promise<void> => {
    const looks = noLooks()
    while (!stopping.signal.aborted) {
      let next: Temporal.Instant | null = null
      try {
        await sweepOnce(deps, looks)
        bell.silence()
        next = await database.asSystem((db) => nextInstant(db, beginning(looks, clock.now())))
      } catch (error) {
        warn('clock')(error)
      }
      const overdue = next !== null && earlier(next, clock.now())
      await bell.sleep(next, overdue ? PATIENCE_MS : BREATH_MS, deps.lookEveryMs)
    }
  }
  const daily = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await dailyOnce(deps).catch(warn('daily'))
      await sleep(DAILY_MS, undefined, { signal: stopping.signal }).catch(() => {})
    }
  }
  const loops = [watch(), daily()]
  return {
    ring: bell.ring,
    stop: async () => {
      stopping.abort()
      await Promise.all(loops)
    },
  }
}

/** When the next of any kind comes due. */
async function nextInstant(db: Tx, since: Temporal.Instant | null): Promise<Temporal.Instant | null> {
  let soonest: Temporal.Instant | null = null
  for (const work of DUE_WORK) {
    const at = await work.next(db, since)
    if (at !== null && (soonest === null || earlier(at, soonest))) soonest = at
  }
  return soonest
}
