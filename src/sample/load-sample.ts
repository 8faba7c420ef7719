import { getOrganization } from '#modules/directory'
import type { Clock } from '#platform/clock'
import type { Database } from '#platform/db'
import type { Gate } from '#platform/gate'
import type { Log } from '#platform/log'
import { systemActor } from '#platform/operation'
import type { Storage } from '#platform/storage'
import type { SampleSize } from './firm.ts'
import { historyWithin } from './history.ts'
import { type Known, type Part, partsOf } from './parts.ts'
import { planSample } from './plan-sample.ts'
import { beginSample, readParts, recordLoaded, recordPart } from './progress.ts'
import { lockPart } from './queries.ts'

/** Parts loaded at a time: more would only make the two sides of the connections wait for each other. */
const LANES = 3

export type LoaderDeps = { gate: Gate; database: Database; clock: Clock; log: Log; storage: Storage }

export type LoadOptions = {
  signal?: AbortSignal
  /** Called after every part. */
  onProgress?: (done: number, total: number) => void
  /** Smaller than the whole, for tests; what it began with counts. */
  size?: SampleSize
}

/**
 * Loads the sample business into an organization that was founded for it, in parts of one transaction each: what is
 * loaded is left alone, so that it goes on after a kill or a stop, changes nothing the second time, and may run beside
 * another loader. Nothing of it is mailed.
 * @throws Refusal sample/not_a_sample; the signal's reason when stopped
 */
export async function loadSample(deps: LoaderDeps, orgId: string, options: LoadOptions = {}): Promise<void> {
  const { gate } = deps
  const system = systemActor(orgId, 'sample')
  const signal = options.signal ?? new AbortController().signal
  const begun = await gate.run(beginSample, system, options.size === undefined ? {} : { size: options.size })
  const { language, timeZone } = await gate.run(getOrganization, system, { id: system.orgId })
  const now = Temporal.Instant.from(begun.at)
  const parts = partsOf(planSample({ now, language, timeZone }, begun.size), { now, language, timeZone })
  const known: Known = { staff: [], customers: [], requests: [] }
  let done = 0
  const finished = (part: Part, ids: readonly string[]): void => {
    part.learn(known, ids)
    done += part.units
    options.onProgress?.(done, begun.total)
  }

  const loaded = new Map((await gate.run(readParts, system, {})).parts.map(({ part, ids }) => [part, ids]))
  // By number: what a part learns refers to those before it.
  for (const [number, ids] of [...loaded].sort(([a], [b]) => a - b)) {
    const part = parts[number]
    if (part) finished(part, ids)
  }
  for (const rank of [0, 1, 2, 3, 4, 5, 6] as const) {
    const waiting = [...parts.entries()].filter(([number, part]) => part.rank === rank && !loaded.has(number))
    // Below the stories each needs what the one before it made: numbers of requests ascend.
    const lane = async (): Promise<void> => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        signal.throwIfAborted()
        const [number, part] = next
        finished(part, await loadPart(deps, orgId, number, part, known, signal))
      }
    }
    const lanes = await Promise.allSettled(Array.from({ length: rank === 3 ? LANES : 1 }, lane))
    for (const ended of lanes) if (ended.status === 'rejected') throw ended.reason
  }
  await gate.run(recordLoaded, system, {})
}

/** Loads one part unless another loader was quicker, and records it in the same transaction. The ids in it. */
async function loadPart(
  { database, gate, clock, log, storage }: LoaderDeps,
  orgId: string,
  number: number,
  part: Part,
  known: Known,
  signal: AbortSignal,
): Promise<string[]> {
  const files = (await part.keep?.(storage, orgId)) ?? []
  return database.asOrganization(orgId, true, async (tx) => {
    await lockPart(tx, orgId, number)
    const history = historyWithin(tx, orgId, { instance: gate.instance, log })
    const found = await history.gate.run(readParts, history.system, { part: number })
    if (found.parts[0]) return found.parts[0].ids
    const ids = await part.load(history, known, signal, files)
    history.clock.set(clock.now())
    await history.gate.run(recordPart, history.system, { part: number, units: part.units, ids })
    return ids
  })
}
