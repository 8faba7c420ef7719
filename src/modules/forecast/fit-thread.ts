import { parentPort } from 'node:worker_threads'
import { compileCalendar } from '#library/calendar'
import { fitForecast } from '#library/forecast'
import type { FitPage, FitSetting } from './fit-in-thread.ts'

/** Runs in a thread of its own: gathers the pages of a history, fits them, answers with the model as JSON text. */
function* requestsIn(pages: readonly FitPage[], features: readonly string[]) {
  for (const { ids, openedAt, closedAt, lostAt, values } of pages)
    for (let i = 0; i < ids.length; i++) {
      const known: Record<string, string> = {}
      for (const [at, feature] of features.entries()) known[feature] = values[at]?.[i] ?? ''
      yield {
        ...known,
        id: ids[i] as string,
        openedAt: openedAt[i] as number,
        closedAt: orNull(closedAt[i]),
        lostAt: orNull(lostAt[i]),
      }
    }
}

const orNull = (ms: number | undefined): number | null => (ms === undefined || Number.isNaN(ms) ? null : ms)

const pages: FitPage[] = []
parentPort?.on('message', (message: FitPage | { fit: FitSetting }) => {
  if (!('fit' in message)) {
    pages.push(message)
    return
  }
  const { now, zone, features, calendar } = message.fit
  const model = fitForecast(requestsIn(pages, features), {
    now,
    zone,
    features,
    calendar: calendar === null ? undefined : compileCalendar(calendar),
  })
  parentPort?.postMessage(JSON.stringify(model))
  parentPort?.close()
})
