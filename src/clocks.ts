import { setTimeout as sleep } from 'node:timers/promises'
import { listOrganizationIds } from '#modules/directory'
import { anchorLedger, organizationsWithDue, sweepDue } from '#modules/promises'
import type { Clock } from '#platform/clock'
import type { Database } from '#platform/db'
import type { Gate } from '#platform/gate'
import { forgetAnswers } from '#platform/housekeeping'
import { describe } from '#platform/http'
import type { Log } from '#platform/log'
import { systemActor } from '#platform/operation'

const LOOK_MS = 250
const ORGANIZATIONS_A_LOOK = 500
const DAILY_MS = 10 * 60_000

type Deps = { gate: Gate; database: Database; clock: Clock; log: Log }

/**
 * One look of the clock at everything that is due: a bounded look across organizations, then one claiming transaction
 * per organization and 500 promises. Any number of workers may look at once.
 * @returns how many promises changed
 */
export async function sweepOnce({ gate, database, clock }: Omit<Deps, 'log'>): Promise<number> {
  let swept = 0
  for (;;) {
    const orgs = await database.asSystem((db) => organizationsWithDue(db, clock.now(), ORGANIZATIONS_A_LOOK))
    let progress = 0
    for (const orgId of orgs) {
      const done = await gate.run(sweepDue, systemActor(orgId, 'clock'), {})
      progress += done.swept
    }
    swept += progress
    // Nothing swept although something is due: another worker holds it.
    if (progress === 0) return swept
  }
}

/** What happens once a day for each organization: the ledger's anchor, and remembered answers that are old. */
export async function dailyOnce({ gate, log }: Omit<Deps, 'clock' | 'database'>): Promise<void> {
  let after: string | null = null
  for (;;) {
    const { ids }: { ids: string[] } = await gate.runNarrow(listOrganizationIds, { after, limit: 500 })
    for (const orgId of ids)
      for (const op of [anchorLedger, forgetAnswers])
        await gate
          .run(op, systemActor(orgId, 'clock'), {})
          .catch((error: unknown) =>
            log.error({ org: orgId, operation: op.name, error: describe(error) }, 'daily work'),
          )
    after = ids.at(-1) ?? null
    if (after === null) return
  }
}

/** Looks at due promises four times a second and at daily work every ten minutes, until stopped. */
export function startClocks(deps: Deps): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const loop = async (what: string, milliseconds: number, once: () => Promise<unknown>): Promise<void> => {
    while (!stopping.signal.aborted) {
      await once().catch((error: unknown) => {
        if (!stopping.signal.aborted) deps.log.warn({ error: describe(error) }, what)
      })
      await sleep(milliseconds, undefined, { signal: stopping.signal }).catch(() => {})
    }
  }
  const loops = [loop('clock', LOOK_MS, () => sweepOnce(deps)), loop('daily', DAILY_MS, () => dailyOnce(deps))]
  return {
    stop: async () => {
      stopping.abort()
      await Promise.all(loops)
    },
  }
}
