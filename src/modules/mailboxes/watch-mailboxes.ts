import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '#platform/db'
import { systemActor } from '#platform/operation'
import { leaseMailboxes, releaseLeases, renewLeases, type Watched } from './lease.ts'
import { organizationsToWatch } from './queries.ts'
import { type WatchDeps, watchMailbox } from './watch-mailbox.ts'

type Deps = WatchDeps & { database: Database }

/** How often is looked for mailboxes that nobody watches, and said that ours are watched. */
const LOOK_MS = 5_000
const RENEW_MS = 20_000
const ORGANIZATIONS_A_LOOK = 100

type Session = { orgId: string; version: number; stop: AbortController; done: Promise<void> }

/**
 * Watches the IMAP mailboxes of all organizations: each by one process, which says so on the mailbox's row; when it dies
 * another takes over. Stops within a moment, and leaves its mailboxes to others.
 */
export function watchMailboxes(deps: Deps, { lookMs = LOOK_MS, renewMs = RENEW_MS } = {}): { stop(): Promise<void> } {
  const { gate, database, clock, log } = deps
  const holder = randomUUID()
  const sessions = new Map<string, Session>()
  const stopping = new AbortController()
  // What goes wrong for one organization is in no other's way.
  const troubled = (error: unknown): void => {
    if (!stopping.signal.aborted) log.warn({ error: String(error) }, 'watching mailboxes')
  }
  const actorOf = (orgId: string) => systemActor(orgId, 'mailboxes.watch')

  function begin(orgId: string, box: Watched): void {
    const stop = new AbortController()
    const done = watchMailbox(deps, orgId, box, AbortSignal.any([stop.signal, stopping.signal]))
    sessions.set(box.id, { orgId, version: box.version, stop, done })
  }

  async function end(id: string): Promise<void> {
    const session = sessions.get(id)
    sessions.delete(id)
    session?.stop.abort()
    await session?.done
  }

  async function look(): Promise<void> {
    const orgs = await database.asSystem((db) => organizationsToWatch(db, clock.now(), ORGANIZATIONS_A_LOOK))
    for (const orgId of orgs) await lease(orgId).catch(troubled)
  }

  async function lease(orgId: string): Promise<void> {
    const { items } = await gate.run(leaseMailboxes, actorOf(orgId), { holder })
    for (const box of items) {
      await end(box.id)
      begin(orgId, box)
    }
  }

  /** What was changed is watched anew; what is another's by now, or out of use, is let go. */
  async function renew(): Promise<void> {
    for (const [orgId, ours] of Map.groupBy(sessions, ([, session]) => session.orgId))
      await renewOf(orgId, ours).catch(troubled)
  }

  async function renewOf(orgId: string, ours: readonly [string, Session][]): Promise<void> {
    const ids = ours.map(([id]) => id)
    const { items } = await gate.run(renewLeases, actorOf(orgId), { holder, ids })
    const boxes = new Map(items.map((box) => [box.id, box]))
    for (const [id, session] of ours) {
      const box = boxes.get(id)
      if (box?.version === session.version) continue
      await end(id)
      if (box) begin(orgId, box)
    }
  }

  const every = async (milliseconds: number, work: () => Promise<void>): Promise<void> => {
    while (!stopping.signal.aborted) {
      await work().catch(troubled)
      await sleep(milliseconds, undefined, { signal: stopping.signal }).catch(() => {})
    }
  }
  const loops = Promise.all([every(lookMs, look), every(renewMs, renew)])
  return {
    stop: async () => {
      stopping.abort()
      await Promise.all([loops, ...[...sessions.values()].map(({ done }) => done)])
      for (const [orgId, ours] of Map.groupBy(sessions, ([, session]) => session.orgId))
        await gate
          .run(releaseLeases, actorOf(orgId), { holder, ids: ours.map(([id]) => id) })
          // The database is gone with the process: the lease runs out by itself.
          .catch(() => {})
    },
  }
}
