import type { Database } from '#platform/db'
import type { Follower, Hint } from '#platform/gate'
import { hears } from './heard-events.ts'
import { hearingOfAll } from './queries.ts'

/** For as long at most an endpoint that another process has made is not heard of. */
const REMEMBERED_MS = 5_000
/** After this the memory is read again while the old one still serves, so that hardly anybody waits. */
const AGEING_MS = 2_500

type Memory = { readAt: number; patterns: ReadonlyMap<string, readonly string[][]> }

/**
 * Which types of events somebody hears, of all organizations: what the gate asks at every change. One statement reads
 * it; it never serves when it is older than five seconds, and is read anew when an endpoint changes in this process.
 */
export function listeners(database: Database): Follower & { forget(hint: Hint): void } {
  let memory: Memory | null = null
  let reading: Promise<Memory> | null = null
  let changes = 0

  const read = (): Promise<Memory> => {
    reading ??= (async () => {
      // Not the world's clock: that one may stand still.
      const readAt = performance.now()
      const patterns = new Map<string, string[][]>()
      for (const row of await database.asSystem(hearingOfAll)) {
        const known = patterns.get(row.org_id)
        if (known) known.push(row.event_types)
        else patterns.set(row.org_id, [row.event_types])
      }
      return { readAt, patterns }
    })().finally(() => {
      reading = null
    })
    return reading
  }
  const keep = async (): Promise<Memory> => {
    const before = changes
    const found = await read()
    // What was read while an endpoint changed serves this once.
    if (changes === before) memory = found
    return found
  }

  return {
    task: 'webhooks.announce',
    async wants(orgId) {
      const age = performance.now() - (memory?.readAt ?? Number.NEGATIVE_INFINITY)
      const known = memory === null || age > REMEMBERED_MS ? await keep() : memory
      if (age > AGEING_MS && age <= REMEMBERED_MS) keep().catch(() => {})
      const patterns = known.patterns.get(orgId)
      return patterns ? (type) => patterns.some((each) => hears(each, type)) : null
    },
    forget({ events }) {
      if (!events.some(({ type }) => type.startsWith('webhook.'))) return
      changes += 1
      memory = null
      reading = null
    },
  }
}
