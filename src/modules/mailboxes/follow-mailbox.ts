import { setTimeout as sleep } from 'node:timers/promises'
import type { ImapFlow, SearchObject } from 'imapflow'
import { WatchError, watchErrorOf } from './imap-connection.ts'
import { LARGEST_MAIL } from './receive.ts'

/** Where fetching stands (RFC 9051 2.3.1): the highest UID that is kept, among those of one validity. */
export type Position = { validity: number; uid: number }

export type Follow = {
  folder: string
  /** Null: nothing was ever fetched. */
  position: Position | null
  /** Mail that came to the server before was there before us. */
  since: Temporal.Instant
  signal: AbortSignal
  /** Keeps a mail and where fetching stands after it, in one. Null: it is too large to be kept. */
  keep(raw: Buffer | null, header: Buffer, position: Position): Promise<void>
  /** Where fetching begins, before the first mail. */
  begin(position: Position): Promise<void>
  /** The mailbox is open and everything in it is fetched. */
  onCaughtUp(): void
}

/** Without a word from the server it is asked. */
const ASK_MS = 60_000
/** Of a mail that is too large so much is kept. */
const HEADER = 64 * 1024
/** So many sizes are asked for at once. */
const A_BATCH = 200

/**
 * Fetches what is new in a folder, oldest first, and goes on as it comes, until the signal or the connection ends. The
 * folder is opened for reading only: nothing in it is marked or moved. What was cut off in the middle was not kept, and
 * is fetched again the next time.
 * @throws {WatchError}
 */
export async function followMailbox(client: ImapFlow, follow: Follow): Promise<void> {
  const { signal } = follow
  let news = true
  let wake = new AbortController()
  const hear = (): void => {
    news = true
    wake.abort()
  }
  client.on('exists', hear)
  client.on('close', hear)
  signal.addEventListener('abort', hear, { once: true })
  try {
    const opened = await client.mailboxOpen(follow.folder, { readOnly: true }).catch((error: unknown) => {
      throw isNo(error) ? new WatchError('folder_missing', follow.folder) : error
    })
    const next = opened.uidNext || (await uidsAfter(client, 0)).reduce((last, uid) => Math.max(last, uid), 0) + 1
    let position = await start(client, follow, { validity: Number(opened.uidValidity), next })
    while (!signal.aborted && client.usable) {
      news = false
      position = await fetchNew(client, follow, position)
      follow.onCaughtUp()
      wake = new AbortController()
      if (!news && !signal.aborted) await sleep(ASK_MS, undefined, { signal: wake.signal }).catch(() => {})
    }
    if (!signal.aborted) throw new WatchError('interrupted')
  } catch (error) {
    if (!signal.aborted) throw watchErrorOf(error)
  } finally {
    signal.removeEventListener('abort', hear)
    client.close()
  }
}

const isNo = (error: unknown): boolean =>
  error instanceof Error && 'responseStatus' in error && error.responseStatus === 'NO'

/**
 * The first time fetching begins with what comes from now on. When the numbers have become others (the folder was made
 * anew) what came since the mailbox was added is looked through again; what is kept already is known.
 */
async function start(client: ImapFlow, follow: Follow, at: { validity: number; next: number }): Promise<Position> {
  const { position } = follow
  if (position?.validity === at.validity) return position
  const first = position
    ? (await found(client, { since: new Date(follow.since.epochMilliseconds) })).reduce(
        (lowest, uid) => Math.min(lowest, uid),
        at.next,
      )
    : at.next
  const begun = { validity: at.validity, uid: Math.max(0, first - 1) }
  await follow.begin(begun)
  return begun
}

/** UIDs of what is looked for. That the server could not say is no empty answer. */
async function found(client: ImapFlow, query: SearchObject): Promise<number[]> {
  const uids = await client.search(query, { uid: true })
  if (!uids) throw new WatchError('interrupted', 'the server did not search')
  return uids
}

/** UIDs above one, ascending: `n:*` always names the last one too, although it may be older. */
const uidsAfter = async (client: ImapFlow, uid: number): Promise<number[]> =>
  (await found(client, { uid: `${uid + 1}:*` })).filter((each) => each > uid).sort((a, b) => a - b)

async function fetchNew(client: ImapFlow, follow: Follow, from: Position): Promise<Position> {
  let position = from
  const fresh = await uidsAfter(client, from.uid)
  for (let at = 0; at < fresh.length && !follow.signal.aborted; at += A_BATCH) {
    const uids = fresh.slice(at, at + A_BATCH)
    const listed = await client.fetchAll(uids.join(','), { uid: true, size: true }, { uid: true })
    const sizes = new Map(listed.map(({ uid, size }) => [uid, size]))
    for (const uid of uids) {
      if (follow.signal.aborted) break
      position = { validity: from.validity, uid }
      await fetchOne(client, follow, position, sizes.get(uid) ?? 0)
    }
  }
  return position
}

async function fetchOne(client: ImapFlow, follow: Follow, position: Position, size: number): Promise<void> {
  // Servers may be wrong about a size: never more is taken than one byte too much.
  const maxLength = size > LARGEST_MAIL ? HEADER : LARGEST_MAIL + 1
  const mail = await client.fetchOne(String(position.uid), { source: { start: 0, maxLength } }, { uid: true })
  const source = mail ? mail.source : undefined
  // Taken away by somebody else meanwhile: there is nothing to keep.
  if (!source) return follow.begin(position)
  const tooLarge = size > LARGEST_MAIL || source.length > LARGEST_MAIL
  await follow.keep(tooLarge ? null : source, tooLarge ? source.subarray(0, HEADER) : source, position)
}
