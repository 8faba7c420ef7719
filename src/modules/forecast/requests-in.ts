import type { TestedRequest } from '#library/forecast'
import type { FitPage } from './fit-in-thread.ts'

/** The requests of some pages as the engine takes them. */
export function* requestsIn(pages: Iterable<FitPage>, features: readonly string[]): Generator<TestedRequest, void> {
  for (const { ids, openedAt, closedAt, lostAt, targetAt, changes, values } of pages)
    for (let i = 0; i < ids.length; i++) {
      const known: Record<string, string> = {}
      for (const [at, feature] of features.entries()) known[feature] = values[at]?.[i] ?? ''
      yield {
        ...known,
        id: ids[i] as string,
        openedAt: openedAt[i] as number,
        closedAt: orNull(closedAt[i]),
        lostAt: orNull(lostAt[i]),
        targetAt: orNull(targetAt?.[i]),
        changes: changes?.[i] ?? undefined,
      }
    }
}

const orNull = (ms: number | undefined): number | null => (ms === undefined || Number.isNaN(ms) ? null : ms)
