import { fitForecast } from './fit.ts'
import type { Openings } from './holidays.ts'
import { WallClock } from './local-time.ts'
import { Naive } from './naive.ts'
import { knownOf, type LoggedRequest } from './news.ts'
import { dayOf } from './rhythm.ts'
import { type Outcome, pinball, type RiskScore, riskOf, type Score, type Stated, scoreOf, wasKept } from './scores.ts'

const DAY = 86_400_000
const POINTS = [0.5, 0.75] as const

/** A request with the date the firm itself set, if it set one. */
export type TestedRequest = LoggedRequest & { readonly targetAt: number | null }

export interface BacktestOptions {
  readonly zone: string
  readonly calendar?: Openings | undefined
  readonly features: readonly string[]
  readonly confidence: readonly number[]
  /** First and last local date whose requests are quoted: days since 1970-01-01. */
  readonly fromDay: number
  readonly toDay: number
  /** The feature that segments are told apart by. */
  readonly by: string
  /** Of how many requests one is quoted; the others are learned from all the same. Default: 1. */
  readonly every?: number | undefined
  /** Told of every statement as it is made. */
  readonly onPrediction?: ((prediction: Prediction) => void) | undefined
  readonly onDay?: ((done: number, total: number) => void) | undefined
}

/** A date named at a confidence, or (without `level`) a chance stated at a share of the time to a date. */
export interface Prediction {
  readonly id: string
  readonly asOf: number
  readonly level?: number
  readonly dueAt: number | null
  readonly chance?: number
  readonly point?: number
}

export interface BacktestReport {
  readonly requests: number
  readonly days: number
  /** Up to when the log is taken to be complete. */
  readonly end: number
  readonly levels: readonly {
    readonly confidence: number
    readonly kept: Score
    readonly categoryQuantile: Score
    readonly kaplanMeier: Score
    /** Mean loss on the requests that both name a date for. */
    readonly onBoth: Readonly<Both>
  }[]
  /** The category's average as a date. */
  readonly average: Score
  /** The firm's own targets; null without any. */
  readonly targets: Score | null
  readonly risk: readonly { readonly of: 'targets' | 'quotes'; readonly point: number; readonly score: RiskScore }[]
}

interface Watched {
  readonly request: TestedRequest
  readonly of: 'targets' | 'quotes'
  readonly point: number
  readonly at: number
  readonly dueAt: number
}

/**
 * Quotes every request of a period day by day with what was known that morning, states the risk of each date at half and
 * three quarters of the time to it, and compares with what happened. Beside it the naive methods and the firm's targets.
 * @param log in any order
 */
export function backtest(log: readonly TestedRequest[], options: BacktestOptions): BacktestReport {
  const { zone, features, confidence, fromDay, toDay, by, every = 1 } = options
  const wall = new WallClock(zone)
  const opened = log.toSorted((a, b) => a.openedAt - b.openedAt)
  const closed = opened.flatMap(ended).sort((a, b) => a.closedAt - b.closedAt)
  const end = Math.max(opened.at(-1)?.openedAt ?? 0, closed.at(-1)?.closedAt ?? 0)
  const knownUntil = ({ closedAt, lostAt }: TestedRequest): number =>
    closedAt === null && lostAt != null ? Math.min(lostAt, end) : end
  const start = wall.instantOf(fromDay * DAY)
  const changed = opened
    .flatMap(({ id, changes = [] }) => changes.map((change) => ({ ...change, id })))
    .sort((a, b) => a.at - b.at)
  // Fitting looks at nothing after `now`.
  const model = fitForecast(opened, { zone, features, now: start - 1, calendar: options.calendar })
  const naive = new Naive(features)
  const methods = ['ours', 'quantile', 'km'] as const
  const outcomes = methods.map(() => confidence.map((): Outcome[] => []))
  const averages: Outcome[] = []
  const targets: Outcome[] = []
  const watched = new Map<number, Watched[]>()
  const stated = new Map<string, Stated[]>()
  const both = confidence.map((): Both => ({ quotes: 0, oursDays: 0, kaplanMeierDays: 0 }))
  const main = confidence.includes(0.9) ? 0.9 : (confidence.at(-1) as number)
  const next = { opened: 0, closed: 0, changed: 0 }
  let tested = 0
  const lastDay = Math.max(toDay, dayOf(wall.wallOf(end)))

  /** What happened before `until` and has not been told yet. The naive methods learn it here. */
  const newsUntil = (until: number) => {
    const news = { opened: [] as LoggedRequest[], closed: [] as Closed[], changed: [] as typeof changed }
    for (; (opened[next.opened]?.openedAt ?? until) < until; next.opened++) {
      const request = opened[next.opened] as TestedRequest
      naive.open(request.id, request.openedAt, knownOf(request, features))
      news.opened.push({ ...request, closedAt: null, lostAt: null, changes: [] })
    }
    for (; (closed[next.closed]?.closedAt ?? until) < until; next.closed++) {
      const one = closed[next.closed] as Closed
      naive.close(one.id, one.closedAt, one.lost)
      news.closed.push(one)
    }
    for (; (changed[next.changed]?.at ?? until) < until; next.changed++)
      news.changed.push(changed[next.changed] as (typeof changed)[number])
    return news
  }
  newsUntil(start)

  const watch = (request: TestedRequest, of: Watched['of'], dueAt: number): void => {
    for (const point of POINTS) {
      const at = request.openedAt + point * (dueAt - request.openedAt)
      if (request.closedAt !== null && request.closedAt <= at) continue
      const day = dayOf(wall.wallOf(at))
      if (day > lastDay) continue
      const list = watched.get(day)
      const one: Watched = { request, of, point, at, dueAt }
      if (list) list.push(one)
      else watched.set(day, [one])
    }
  }

  const quoteOne = (request: TestedRequest): void => {
    tested++
    const known = knownOf(request, features)
    const { openedAt } = request
    const base = {
      openedAt,
      closedAt: request.closedAt ?? Number.POSITIVE_INFINITY,
      lostAt: knownUntil(request),
      segment: String(request[by] ?? ''),
      month: new Date(wall.wallOf(openedAt)).toISOString().slice(0, 7),
    }
    const after = (ms: number | null): number => (ms === null ? Number.NaN : openedAt + ms)
    model.quote(request, { confidence }).forEach(({ dueAt, confidence: level }, i) => {
      options.onPrediction?.({ id: request.id, asOf: openedAt, level, dueAt })
      const ours: Outcome = { ...base, dueAt: dueAt ?? Number.NaN }
      const km: Outcome = { ...base, dueAt: after(naive.kaplanMeier(known, level)) }
      outcomes[0]?.[i]?.push(ours)
      outcomes[1]?.[i]?.push({ ...base, dueAt: after(naive.quantile(known, level)) })
      outcomes[2]?.[i]?.push(km)
      compare(both[i] as Both, ours, km, level, knownUntil(request))
      if (dueAt !== null && level === main) watch(request, 'quotes', dueAt)
    })
    averages.push({ ...base, dueAt: after(naive.average(known)) })
    if (request.targetAt !== null && request.targetAt > openedAt) {
      targets.push({ ...base, dueAt: request.targetAt })
      watch(request, 'targets', request.targetAt)
    }
  }

  for (let day = fromDay; day <= lastDay; day++) {
    const morning = wall.instantOf(day * DAY)
    const evening = wall.instantOf((day + 1) * DAY)
    if (day > fromDay) model.update(newsUntil(morning), { now: morning })
    naive.at(morning)
    if (day <= toDay)
      for (let i = next.opened; (opened[i]?.openedAt ?? Number.POSITIVE_INFINITY) < evening; i++)
        if (i % every === 0) quoteOne(opened[i] as TestedRequest)
    for (const { request, of, point, at, dueAt } of watched.get(day) ?? []) {
      const chance = model.chanceKept(request, { dueAt, now: at })
      const kept = wasKept(dueAt, request.closedAt ?? Number.POSITIVE_INFINITY, knownUntil(request))
      if (chance === null) continue
      options.onPrediction?.({ id: request.id, asOf: at, dueAt, chance, point: point * 100 })
      if (kept === null) continue
      const key = `${of} ${point}`
      const list = stated.get(key)
      if (list) list.push({ chance, kept })
      else stated.set(key, [{ chance, kept }])
    }
    watched.delete(day)
    options.onDay?.(day - fromDay + 1, lastDay - fromDay + 1)
  }
  const [ours = [], quantile = [], km = []] = outcomes
  return {
    requests: tested,
    days: toDay - fromDay + 1,
    end,
    levels: confidence.map((level, i) => ({
      confidence: level,
      kept: scoreOf(ours[i] ?? [], level, end),
      categoryQuantile: scoreOf(quantile[i] ?? [], level, end),
      kaplanMeier: scoreOf(km[i] ?? [], level, end),
      onBoth: averaged(both[i] as Both),
    })),
    average: scoreOf(averages, 0.5, end),
    targets: targets.length > 0 ? scoreOf(targets, 0.9, end) : null,
    risk: (['targets', 'quotes'] as const).flatMap((of) =>
      POINTS.flatMap((point) => {
        const list = stated.get(`${of} ${point}`)
        return list ? [{ of, point, score: riskOf(list) }] : []
      }),
    ),
  }
}

type Closed = { readonly id: string; readonly closedAt: number; readonly lost: boolean }
const ended = ({ id, closedAt, lostAt }: TestedRequest): Closed[] => {
  const at = closedAt ?? lostAt ?? null
  return at === null ? [] : [{ id, closedAt: at, lost: closedAt === null }]
}

type Both = { quotes: number; oursDays: number; kaplanMeierDays: number }

/** Adds up the loss of both where both name a date and what became of both is known. */
function compare(sums: Both, ours: Outcome, theirs: Outcome, level: number, end: number): void {
  if (Number.isNaN(ours.dueAt) || Number.isNaN(theirs.dueAt)) return
  if (wasKept(ours.dueAt, ours.closedAt, end) === null || wasKept(theirs.dueAt, theirs.closedAt, end) === null) return
  const days = (ms: number): number => Math.min(365, (ms - ours.openedAt) / DAY)
  sums.quotes++
  sums.oursDays += pinball(days(ours.closedAt), days(ours.dueAt), level)
  sums.kaplanMeierDays += pinball(days(ours.closedAt), days(theirs.dueAt), level)
}

const averaged = ({ quotes, oursDays, kaplanMeierDays }: Both): Both => ({
  quotes,
  oursDays: oursDays / quotes,
  kaplanMeierDays: kaplanMeierDays / quotes,
})
