// A thread as the product fits in: fits a log several times and answers with the CPU seconds of each, of all its threads.
import { parentPort, workerData } from 'node:worker_threads'
import { fitForecast } from '#library/forecast'
import { type LogPlan, makeLog } from '#test/service-log'

/** What is fitted, and how often. */
export type Refit = { plan: LogPlan; now: number; features: string[]; rounds: number }

const { plan, now, features, rounds } = workerData as Refit
const log = makeLog(plan)
const seconds = Array.from({ length: rounds }, () => {
  const before = process.cpuUsage()
  const model = fitForecast(log, { now, zone: 'UTC', features })
  model.quote({ category: 'c1', channel: 'web', openedAt: now }, { confidence: [0.5, 0.8, 0.9, 0.95] })
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
})
parentPort?.postMessage(seconds)
