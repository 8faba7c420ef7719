// A thread as the product fits in, sent what the product sends it: fits a log several times and answers with the CPU seconds of each, of all its threads.
import { parentPort, workerData } from 'node:worker_threads'
import { fitForecast } from '#library/forecast'
import { type LogPlan, type MadeRequest, makeLog } from '#test/service-log'
import type { FitPage } from '../../src/modules/forecast/fit-in-thread.ts'
import { requestsIn } from '../../src/modules/forecast/requests-in.ts'

/** What is fitted, and how often. */
export type Refit = { plan: LogPlan; now: number; features: string[]; rounds: number }

const PAGE = 10_000

const { plan, now, features, rounds } = workerData as Refit
const pages = pagesOf(makeLog(plan))
const seconds = Array.from({ length: rounds }, () => {
  const before = process.cpuUsage()
  const model = fitForecast(requestsIn(pages, features), { now, zone: 'UTC', features })
  model.quote({ category: 'c1', channel: 'web', openedAt: now }, { confidence: [0.5, 0.8, 0.9, 0.95] })
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
})
parentPort?.postMessage(seconds)

/** A log in columns, as a thread of the product is sent it. */
function pagesOf(log: readonly MadeRequest[]): FitPage[] {
  const times = (rows: readonly MadeRequest[], of: (row: MadeRequest) => number | null): Float64Array =>
    Float64Array.from(rows, (row) => of(row) ?? Number.NaN)
  return Array.from({ length: Math.ceil(log.length / PAGE) }, (_, i) => {
    const rows = log.slice(i * PAGE, (i + 1) * PAGE)
    return {
      ids: rows.map(({ id }) => id),
      openedAt: times(rows, ({ openedAt }) => openedAt),
      closedAt: times(rows, ({ closedAt }) => closedAt),
      lostAt: times(rows, () => null),
      values: features.map((feature) => rows.map((row) => String(row[feature as keyof MadeRequest] ?? ''))),
    }
  })
}
