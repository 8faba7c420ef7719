import { parentPort, workerData } from 'node:worker_threads'
import { NoCalendar, readClosedDays, type Window } from './icalendar.ts'

/** Runs in a thread of its own: answers with the closed days of a text, or null where it is no calendar. */
const { text, window } = workerData as { text: string; window: Window }
try {
  parentPort?.postMessage(readClosedDays(text, window))
} catch (error) {
  if (!(error instanceof NoCalendar)) throw error
  parentPort?.postMessage(null)
}
