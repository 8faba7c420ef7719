import { Worker } from 'node:worker_threads'
import type { CalendarSpec } from '#library/calendar'
import type { Change } from '#library/forecast'

/** Requests in columns, as a thread takes them: epoch milliseconds, NaN for none; values by feature. */
export type FitPage = {
  ids: string[]
  openedAt: Float64Array
  closedAt: Float64Array
  lostAt: Float64Array
  /** Dates that the firm itself had set. */
  targetAt?: Float64Array
  /** What happened to them on the way; null: nothing that is known. */
  changes?: (Change[] | null)[]
  values: string[][]
}

export type FitSetting = {
  /** Up to when the history is known; epoch milliseconds. */
  now: number
  zone: string
  features: readonly string[]
  calendar: CalendarSpec | null
}

/** A fit makes much that lives shortly: room for it halves the time (bench/forecast). */
export const FIT_THREAD = { resourceLimits: { maxYoungGenerationSizeMb: 96 } } as const

export const startFitThread = (): Worker => new Worker(new URL('./fit-thread.ts', import.meta.url), FIT_THREAD)

/**
 * Fits a history in a thread of its own, so that whoever serves people meanwhile is not held up.
 * @returns the model as JSON text, for `fitForecast.fromJSON`
 * @throws what the fit throws; the signal's reason when stopped
 */
export async function fitInThread(
  pages: AsyncIterable<FitPage> | Iterable<FitPage>,
  setting: FitSetting,
  signal?: AbortSignal,
): Promise<string> {
  const worker = startFitThread()
  try {
    return await fitWith(worker, pages, setting, signal)
  } finally {
    await worker.terminate()
  }
}

/** Has a thread fit a history; it can be given the next one afterwards, unless this throws. */
export async function fitWith(
  worker: Worker,
  pages: AsyncIterable<FitPage> | Iterable<FitPage>,
  setting: FitSetting,
  signal?: AbortSignal,
): Promise<string> {
  try {
    const answer = new Promise<string>((resolve, reject) => {
      worker.once('message', resolve)
      worker.once('error', reject)
      worker.once('exit', () => reject(new Error('The forecast’s thread ended without an answer.')))
      signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
    })
    answer.catch(() => {})
    for await (const page of pages) {
      signal?.throwIfAborted()
      worker.postMessage(page)
    }
    worker.postMessage({ fit: setting })
    return await answer
  } finally {
    for (const event of ['message', 'error', 'exit']) worker.removeAllListeners(event)
  }
}
