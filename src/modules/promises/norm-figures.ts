import type { Calendar } from '#library/calendar'
import { type Clock, dueOf, pausesOf } from './clock.ts'
import { policyDue } from './policy.ts'
import type { PolicySpec } from './policy-spec.ts'
import { outcomeOf, type Standing } from './promise.ts'

/** A chain that a policy began: its promises, root first, and what its due instant was derived from. */
export type CountedChain = {
  standings: readonly Standing[]
  clock: Clock
  calendar: Calendar
}

export type Delivered = {
  days: 28 | 90
  promises: number
  kept: number
  keptShare: number | null
  withinTarget: number | null
  medianSeconds: number | null
  p90Seconds: number | null
  open: number
  overdue: number
}

/** What a chain adds to the figures. */
type Measured = {
  /** When it was delivered or, while it is not, when its first date passed; null: neither yet. */
  decidedMs: number | null
  kept: boolean
  /** From start to delivery; null while undelivered. */
  elapsedSeconds: number | null
  inTarget: boolean | null
  open: boolean
  overdue: boolean
}

/**
 * What a policy's promises came to in the last 28 and 90 days, one chain counted once by its root: what was withdrawn or
 * declined is not counted, a moved date that was accepted in time is kept. Times are business seconds of the promise's
 * calendar where it counts business time, real seconds else; percentiles are by nearest rank.
 */
export function figuresOf(
  chains: readonly CountedChain[],
  target: PolicySpec['duration'] | undefined,
  now: Temporal.Instant,
): Delivered[] {
  const measured = chains.flatMap((chain) => measure(chain, target) ?? [])
  const nowMs = now.epochMilliseconds
  return ([28, 90] as const).map((days) => {
    const since = now.subtract({ hours: 24 * days }).epochMilliseconds
    const decided = measured.filter(({ decidedMs }) => decidedMs !== null && decidedMs > since && decidedMs <= nowMs)
    const kept = decided.filter((one) => one.kept).length
    const seconds = decided.flatMap(({ elapsedSeconds }) => elapsedSeconds ?? []).toSorted((a, b) => a - b)
    const aimed = decided.flatMap(({ inTarget }) => inTarget ?? [])
    return {
      days,
      promises: decided.length,
      kept,
      keptShare: share(kept, decided.length),
      withinTarget: share(aimed.filter(Boolean).length, aimed.length),
      medianSeconds: nearestRank(seconds, 0.5),
      p90Seconds: nearestRank(seconds, 0.9),
      open: measured.filter((one) => one.open).length,
      overdue: measured.filter((one) => one.overdue).length,
    }
  })
}

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole)

/** The least value that at least a share of the (sorted) values do not exceed. */
const nearestRank = (sorted: readonly number[], share: number): number | null =>
  sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null

function measure(chain: CountedChain, target: PolicySpec['duration'] | undefined): Measured | null {
  const { standings } = chain
  const [root] = standings
  const outcome = outcomeOf(standings)
  if (!root || outcome === 'withdrawn' || outcome === 'declined') return null
  const deliveries = standings.flatMap(({ occurredAt }) => occurredAt?.epochMilliseconds ?? [])
  const deliveredMs = deliveries.length === 0 ? null : Math.min(...deliveries)
  const broken = standings.find(({ state }) => state === 'broken')
  return {
    decidedMs: deliveredMs ?? broken?.dueAt.epochMilliseconds ?? null,
    kept: outcome === 'kept' || outcome === 'kept_as_moved',
    elapsedSeconds: deliveredMs === null ? null : elapsed(chain, root, deliveredMs),
    inTarget: deliveredMs === null || !target ? null : deliveredMs <= targetMs(chain, root, target, deliveredMs),
    open: outcome === 'pending',
    overdue: broken !== undefined && deliveredMs === null,
  }
}

/** Seconds from start to delivery without the pauses. */
function elapsed({ clock, calendar }: CountedChain, root: Standing, deliveredMs: number): number {
  const startMs = startOf(clock, root)
  const pauses = pausesOf(clock, deliveredMs)
  const counted = clock.type === 'counted' && clock.duration.unit.startsWith('business')
  if (counted) return Math.max(0, Math.round(calendar.elapsedWithPauses(startMs, deliveredMs, pauses)))
  const paused = pauses.reduce(
    (sum, [from, to]) => sum + Math.max(0, Math.min(to, deliveredMs) - Math.max(from, startMs)),
    0,
  )
  return Math.max(0, Math.round((deliveredMs - startMs - paused) / 1000))
}

const startOf = (clock: Clock, root: Standing): number =>
  clock.type === 'counted' ? Temporal.Instant.from(clock.startAt).epochMilliseconds : root.madeAt.epochMilliseconds

function targetMs(
  { clock, calendar }: CountedChain,
  root: Standing,
  target: PolicySpec['duration'],
  deliveredMs: number,
): number {
  if (clock.type === 'fixed' && clock.plannedAt !== undefined) {
    const plannedMs = Temporal.Instant.from(clock.plannedAt).epochMilliseconds
    return policyDue({ duration: target, ahead: true }, plannedMs, calendar)
  }
  return dueOf(startOf(clock, root), target, pausesOf(clock, deliveredMs), calendar)
}
