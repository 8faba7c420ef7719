import { availableParallelism } from 'node:os'
import type { Worker } from 'node:worker_threads'
import { type FitPage, type FitSetting, fitWith, startFitThread } from './fit-in-thread.ts'

/** As many as can work at a time; after a midnight every organization asks for its model. */
const THREADS = availableParallelism()
const REST_MS = 30_000

/** Starting a thread takes longer than most fits: it waits a while for the next one. */
const resting: { worker: Worker; until: NodeJS.Timeout }[] = []
const line: (() => void)[] = []
let busy = 0

/** Fits a short history in a thread, when it is its turn. As `fitInThread` otherwise. */
export async function fitInTurn(pages: readonly FitPage[], setting: FitSetting): Promise<string> {
  if (busy < THREADS) busy++
  else await new Promise<void>((begin) => line.push(begin))
  const worker = takeThread()
  try {
    const text = await fitWith(worker, pages, setting)
    rest(worker)
    return text
  } catch (error) {
    await worker.terminate()
    throw error
  } finally {
    const next = line.shift()
    if (next) next()
    else busy--
  }
}

function takeThread(): Worker {
  const rested = resting.pop()
  if (!rested) return startFitThread()
  clearTimeout(rested.until)
  rested.worker.ref()
  return rested.worker
}

/** Holds up no process that wants to end. */
function rest(worker: Worker): void {
  worker.unref()
  const until = setTimeout(() => {
    resting.splice(
      resting.findIndex((other) => other.worker === worker),
      1,
    )
    void worker.terminate()
  }, REST_MS)
  until.unref()
  resting.push({ worker, until })
}
