import { parentPort } from 'node:worker_threads'
import { compileCalendar } from '#library/calendar'
import { fitForecast } from '#library/forecast'
import type { FitPage, FitSetting } from './fit-in-thread.ts'
import { requestsIn } from './requests-in.ts'

/** Runs in a thread of its own: gathers the pages of a history, fits them, answers with the model as JSON text; then the next. */
let pages: FitPage[] = []
parentPort?.on('message', (message: FitPage | { fit: FitSetting }) => {
  if (!('fit' in message)) {
    pages.push(message)
    return
  }
  const { now, zone, features, calendar } = message.fit
  const given = pages
  pages = []
  const model = fitForecast(requestsIn(given, features), {
    now,
    zone,
    features,
    calendar: calendar === null ? undefined : compileCalendar(calendar),
  })
  parentPort?.postMessage(JSON.stringify(model))
})
