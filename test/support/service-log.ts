/** A request of a made-up log; times are epoch milliseconds. */
export type MadeRequest = {
  id: string
  openedAt: number
  closedAt: number | null
  targetAt: number | null
  category: string
  channel: string
}

export const DAY = 86_400_000
const HOUR = 3_600_000

/** Evenly distributed numbers in [0, 1), the same for the same seed (mulberry32). */
export function dice(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

export type LogPlan = {
  days: number
  perDay: number
  /** UTC midnight of the first day. */
  from: number
  seed?: number
  /** Median days a category takes. */
  categories?: Record<string, number>
  channels?: string[]
  /** How much longer it takes from a day on. */
  slower?: (day: number) => number
  /** Share that is never closed. */
  never?: number
  /** Closed in office hours only. */
  office?: boolean
}

/** A log with durations that are exponential, shorter by the first channel; in order of opening. */
export function makeLog(plan: LogPlan): MadeRequest[] {
  const random = dice(plan.seed ?? 1)
  const categories = Object.entries(plan.categories ?? { repair: 3 })
  const channels = plan.channels ?? ['web']
  const log: MadeRequest[] = []
  for (let day = 0; day < plan.days; day++) {
    for (let i = 0; i < plan.perDay; i++) {
      const [category, median] = categories[Math.floor(random() * categories.length)] as [string, number]
      const channel = Math.floor(random() * channels.length)
      const openedAt = plan.from + day * DAY + Math.floor(random() * DAY)
      const mean = (median / Math.LN2) * (plan.slower?.(day) ?? 1) * (1 + channel / 2)
      const days = -Math.log(1 - random()) * mean
      const closedAt = random() < (plan.never ?? 0) ? null : Math.round(openedAt + days * DAY)
      log.push({
        id: `${day}-${i}`,
        openedAt,
        closedAt: closedAt !== null && plan.office ? inOffice(closedAt) : closedAt,
        targetAt: openedAt + 2 * median * DAY,
        category,
        channel: channels[channel] as string,
      })
    }
  }
  return log.sort((a, b) => a.openedAt - b.openedAt)
}

/** The next moment from 9 to 17 on a weekday, UTC, at the same share of the day. */
function inOffice(ms: number): number {
  let day = Math.floor(ms / DAY)
  while ((day + 4) % 7 === 0 || (day + 4) % 7 === 6) day++
  const share = (ms - Math.floor(ms / DAY) * DAY) / DAY
  return day * DAY + 9 * HOUR + Math.floor(share * 8 * HOUR)
}

/** The log as it was known at `now`. */
export const knownAt = (log: readonly MadeRequest[], now: number): MadeRequest[] =>
  log
    .filter(({ openedAt }) => openedAt <= now)
    .map((request) => (request.closedAt !== null && request.closedAt > now ? { ...request, closedAt: null } : request))
