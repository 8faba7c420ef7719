import { parentPort } from 'node:worker_threads'
import { compileCalendar } from '#library/calendar'
import { backtest, type TestedRequest } from '#library/forecast'
import type { BacktestMessage, BacktestSetting } from './backtest-in-thread.ts'
import { ENGINE_FEATURES } from './features.ts'
import type { FitPage } from './fit-in-thread.ts'
import { requestsIn } from './requests-in.ts'

const TOLD_EVERY_MS = 500

/** Runs in a thread of its own: gathers the pages of a history, quotes it again, tells how far it is, answers with the report. */
const log: TestedRequest[] = []
parentPort?.on('message', (message: FitPage | { test: BacktestSetting }) => {
  if (!('test' in message)) {
    for (const request of requestsIn([message], ENGINE_FEATURES)) log.push(request)
    return
  }
  const { calendar, ...setting } = message.test
  let toldAt = Number.NEGATIVE_INFINITY
  const tell = (answer: BacktestMessage) => parentPort?.postMessage(answer)
  const report = backtest(log, {
    ...setting,
    calendar: calendar === null ? undefined : compileCalendar(calendar),
    onDay(done, total) {
      if (performance.now() - toldAt < TOLD_EVERY_MS) return
      toldAt = performance.now()
      tell({ done, total })
    },
  })
  tell({ report })
  parentPort?.close()
})
