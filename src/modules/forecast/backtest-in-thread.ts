import { Worker } from 'node:worker_threads'
import type { CalendarSpec } from '#library/calendar'
import type { BacktestReport } from '#library/forecast'
import { FIT_THREAD, type FitPage } from './fit-in-thread.ts'

export type BacktestSetting = {
  zone: string
  calendar: CalendarSpec | null
  features: readonly string[]
  confidence: readonly number[]
  /** First and last local date whose requests are quoted: days since 1970-01-01. */
  fromDay: number
  toDay: number
  by: string
  /** Of how many requests one is quoted. */
  every: number
}

export type BacktestMessage = { done: number; total: number } | { report: BacktestReport }

/**
 * Quotes a history again in a thread of its own.
 * @param onProgress days done of how many; answers whether to go on
 * @returns null when it was told to stop
 * @throws what the backtest throws; the signal's reason when stopped
 */
export async function backtestInThread(
  pages: AsyncIterable<FitPage>,
  setting: BacktestSetting,
  onProgress: (done: number, total: number) => Promise<boolean>,
  signal: AbortSignal,
): Promise<BacktestReport | null> {
  const worker = new Worker(new URL('./backtest-thread.ts', import.meta.url), FIT_THREAD)
  try {
    const answer = new Promise<BacktestReport | null>((resolve, reject) => {
      let telling = false
      worker.on('message', async (message: BacktestMessage) => {
        if ('report' in message) return resolve(message.report)
        // While one is being told, the next is passed over: the thread does not wait.
        if (telling) return
        telling = true
        try {
          if (!(await onProgress(message.done, message.total))) resolve(null)
        } catch (error) {
          reject(error)
        }
        telling = false
      })
      worker.once('error', reject)
      worker.once('exit', () => reject(new Error('The backtest’s thread ended without an answer.')))
      signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    })
    answer.catch(() => {})
    for await (const page of pages) {
      signal.throwIfAborted()
      worker.postMessage(page)
    }
    worker.postMessage({ test: setting })
    return await answer
  } finally {
    await worker.terminate()
  }
}
