import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from '#platform/clock'
import type { Gate } from '#platform/gate'
import type { Log } from '#platform/log'
import { systemActor } from '#platform/operation'
import type { Storage } from '#platform/storage'
import { followMailbox, type Position } from './follow-mailbox.ts'
import { connectImap, WatchError, type WatchFailure, watchErrorOf } from './imap-connection.ts'
import { keepMails } from './keep-mail.ts'
import { recordWatch, type Watched } from './lease.ts'

export type WatchDeps = { gate: Gate; clock: Clock; log: Log; storage: Storage }

/** After a failure of the server: from a second, doubling, to five minutes. */
const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 300_000
/** After one of ours, which is mended here. */
const OWN_PAUSE_MS = 2_000

/** Fetches from one mailbox until the signal; after a failure again, each time a little later. */
export async function watchMailbox(
  { gate, storage, clock, log }: WatchDeps,
  orgId: string,
  box: Watched,
  signal: AbortSignal,
): Promise<void> {
  const actor = systemActor(orgId, 'mailboxes.watch')
  const { allowPrivateAddresses } = gate.instance
  let pause = FIRST_PAUSE_MS
  let position: Position | null = box.position
  let told: WatchFailure | null | undefined
  /** What went wrong with the database or the storage: no fault of the mailbox. */
  let ours: unknown

  const record = async (failure: WatchFailure | null, at?: Position): Promise<void> => {
    if (told === failure && at === undefined) return
    const moved = at ? { position: { ...at, version: box.version } } : {}
    await gate.run(recordWatch, actor, { id: box.id, failure, ...moved })
    told = failure
  }
  const own = <T>(work: Promise<T>): Promise<T> =>
    work.catch((error: unknown) => {
      ours = error
      throw error
    })

  while (!signal.aborted) {
    ours = undefined
    try {
      if (box.password === null) throw new WatchError('password_lost')
      const client = await connectImap({ ...box, password: box.password }, { allowPrivateAddresses, signal })
      await followMailbox(client, {
        folder: box.folder,
        position,
        since: Temporal.Instant.from(box.since),
        signal,
        keep: async (fetched) => {
          const mails = fetched.map(({ at, ...mail }) => ({
            ...{ orgId, mailboxId: box.id, ...mail },
            position: { ...at, version: box.version },
          }))
          await own(keepMails({ gate, storage, clock }, mails))
          position = fetched.at(-1)?.at ?? position
        },
        begin: async (at) => {
          await own(record(null, at))
          position = at
        },
        onCaughtUp: () => {
          pause = FIRST_PAUSE_MS
          void record(null).catch(() => {})
        },
      })
    } catch (error) {
      if (signal.aborted) return
      const { code, message } = watchErrorOf(error)
      const failure = ours === undefined ? message : String(ours)
      log.warn({ org: orgId, mailbox: box.id, failure }, 'mailbox')
      if (ours === undefined) await record(code).catch(() => {})
      await sleep(ours === undefined ? pause : OWN_PAUSE_MS, undefined, { signal }).catch(() => {})
      if (ours === undefined) pause = Math.min(LONGEST_PAUSE_MS, pause * 2)
    }
  }
}
