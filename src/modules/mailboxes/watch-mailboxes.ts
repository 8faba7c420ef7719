import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from '#platform/clock'
import type { Database } from '#platform/db'
import type { Gate } from '#platform/gate'
import type { Log } from '#platform/log'
import { systemActor } from '#platform/operation'
import type { Storage } from '#platform/storage'
import { followMailbox, type Position } from './follow-mailbox.ts'
import { connectImap, WatchError, watchErrorOf } from './imap-connection.ts'
import { leaseMailboxes, recordWatch, releaseLeases, renewLeases, type Watched } from './lease.ts'
import { organizationsToWatch } from './queries.ts'
import { keepMail } from './receive.ts'

type Deps = { gate: Gate; database: Database; clock: Clock; log: Log; storage: Storage }

/** How often is looked for mailboxes that nobody watches, and said that ours are watched. */
const LOOK_MS = 5_000
const RENEW_MS = 20_000
const ORGANIZATIONS_A_LOOK = 100
/** After a failure: from a second, doubling, to five minutes. */
const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 300_000

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
  const actorOf = (orgId: string) => systemActor(orgId, 'mailboxes.watch')

  function begin(orgId: string, box: Watched): void {
    const stop = new AbortController()
    const done = watchOne(deps, orgId, box, AbortSignal.any([stop.signal, stopping.signal]))
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
    for (const orgId of orgs) {
      const { items } = await gate.run(leaseMailboxes, actorOf(orgId), { holder })
      for (const box of items) {
        await end(box.id)
        begin(orgId, box)
      }
    }
  }

  /** What was changed is watched anew; what is another's by now, or out of use, is let go. */
  async function renew(): Promise<void> {
    for (const [orgId, ours] of Map.groupBy(sessions, ([, session]) => session.orgId)) {
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
  }

  const every = async (milliseconds: number, work: () => Promise<void>): Promise<void> => {
    while (!stopping.signal.aborted) {
      await work().catch((error: unknown) => log.warn({ error: String(error) }, 'watching mailboxes'))
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

/** Fetches from one mailbox until the signal; after a failure again, each time a little later. */
async function watchOne(
  { gate, storage, clock, log }: Deps,
  orgId: string,
  box: Watched,
  signal: AbortSignal,
): Promise<void> {
  const actor = systemActor(orgId, 'mailboxes.watch')
  let pause = FIRST_PAUSE_MS
  let position: Position | null = box.position
  let told: string | null | undefined
  const record = async (failure: WatchError['code'] | null, at?: Position): Promise<void> => {
    if (told === failure && at === undefined) return
    told = failure
    await gate.run(recordWatch, actor, { id: box.id, failure, ...(at ? { position: at } : {}) })
  }
  while (!signal.aborted) {
    try {
      if (box.password === null) throw new WatchError('password_lost')
      const client = await connectImap({ ...box, password: box.password }, gate.instance)
      const stop = (): void => client.close()
      signal.addEventListener('abort', stop, { once: true })
      await followMailbox(client, {
        folder: box.folder,
        position,
        since: Temporal.Instant.from(box.since),
        signal,
        keep: async (raw, header, at) => {
          const mail = { orgId, mailboxId: box.id, raw: raw ?? header, tooLarge: raw === null, position: at }
          await keepMail({ gate, storage, now: clock.now() }, mail)
          position = at
        },
        begin: async (at) => {
          position = at
          await record(null, at)
        },
        onCaughtUp: () => {
          pause = FIRST_PAUSE_MS
          void record(null).catch(() => {})
        },
      })
      signal.removeEventListener('abort', stop)
    } catch (error) {
      if (signal.aborted) return
      const { code, message } = watchErrorOf(error)
      log.warn({ org: orgId, mailbox: box.id, failure: message }, 'mailbox')
      await record(code).catch(() => {})
      await sleep(pause, undefined, { signal }).catch(() => {})
      pause = Math.min(LONGEST_PAUSE_MS, pause * 2)
    }
  }
}
