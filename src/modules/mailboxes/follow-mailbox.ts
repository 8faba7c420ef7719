import { setTimeout as sleep } from 'node:timers/promises'
import type { ImapFlow } from 'imapflow'
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
const HEADER = 64 * 1024

/**
 * Fetches what is new in a folder, oldest first, and goes on as it comes, until the signal or the connection ends. The
 * folder is opened for reading only: nothing in it is marked or moved. What was cut off in the middle was not kept, and
 * is fetched again the next time.
 * @throws {WatchError}
 */
export async function followMailbox(client: ImapFlow, follow: Follow): Promise<void> {
  const { signal } = follow
  try {
    const opened = await client.mailboxOpen(follow.folder, { readOnly: true }).catch((error: unknown) => {
      throw isNo(error) ? new WatchError('folder_missing', follow.folder) : error
    })
    let position = await start(client, follow, { validity: Number(opened.uidValidity), next: opened.uidNext })
    let news = true
    const hear = (): void => {
      news = true
      wake.abort()
    }
    let wake = new AbortController()
    client.on('exists', hear)
    client.on('close', hear)
    signal.addEventListener('abort', hear)
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
    ? Math.min(
        at.next,
        ...((await client.search({ since: new Date(follow.since.epochMilliseconds) }, { uid: true })) || []),
      )
    : at.next
  const begun = { validity: at.validity, uid: Math.max(0, first - 1) }
  await follow.begin(begun)
  return begun
}

async function fetchNew(client: ImapFlow, follow: Follow, from: Position): Promise<Position> {
  let position = from
  // `n:*` always names the last one too, although it may be older.
  const listed = await client.fetchAll(`${from.uid + 1}:*`, { uid: true, size: true }, { uid: true })
  const fresh = listed.filter(({ uid }) => uid > from.uid).toSorted((a, b) => a.uid - b.uid)
  for (const { uid, size = 0 } of fresh) {
    if (follow.signal.aborted) break
    const tooLarge = size > LARGEST_MAIL
    const mail = await client.fetchOne(
      String(uid),
      { source: tooLarge ? { start: 0, maxLength: HEADER } : true },
      { uid: true },
    )
    position = { validity: from.validity, uid }
    const source = mail ? mail.source : undefined
    // Taken away by somebody else meanwhile: there is nothing to keep.
    if (source) await follow.keep(tooLarge ? null : source, source, position)
    else await follow.begin(position)
  }
  return position
}
