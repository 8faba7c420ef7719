import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { ClosedDays, Window } from './icalendar.ts'

export const READ_FAILURES = ['no_calendar', 'too_complex'] as const

/** @param code no_calendar: not iCalendar text; too_complex: it takes more time or memory than it may */
export class UnreadableCalendar extends Error {
  override name = 'UnreadableCalendar'
  readonly code: (typeof READ_FAILURES)[number]
  constructor(code: (typeof READ_FAILURES)[number]) {
    super(code)
    this.code = code
  }
}

/**
 * Reads the closed days of an iCalendar text in a thread that is stopped after a while: a text from elsewhere may hold
 * rules that never come true, and nobody else waits for it.
 * @throws {UnreadableCalendar}
 */
export async function readICalendar(text: string, window: Window, milliseconds = 5000): Promise<ClosedDays> {
  const worker = new Worker(new URL('./icalendar-thread.ts', import.meta.url), {
    workerData: { text, window },
    resourceLimits: { maxOldGenerationSizeMb: 192 },
  })
  try {
    const [answer] = await once(worker, 'message', { signal: AbortSignal.timeout(milliseconds) })
    if (answer === null) throw new UnreadableCalendar('no_calendar')
    return answer as ClosedDays
  } catch (error) {
    const { name, code } = error as NodeJS.ErrnoException
    if (name === 'AbortError' || code === 'ERR_WORKER_OUT_OF_MEMORY') throw new UnreadableCalendar('too_complex')
    throw error
  } finally {
    await worker.terminate()
  }
}
