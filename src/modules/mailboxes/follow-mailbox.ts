import { setTimeout as sleep } from 'node:timers/promises'
import type { ImapFlow, SearchObject } from 'imapflow'
import { WatchError, watchErrorOf } from './imap-connection.ts'
import { LARGEST_MAIL } from './keep-mail.ts'

/** Where fetching stands (RFC 9051 2.3.1): the highest UID that is kept, among those of one validity. */
export type Position = { validity: number; uid: number }

/** A mail, or the beginning of one that is too large to be kept; and where fetching stands after it. */
export type Fetched = { raw: Buffer; tooLarge: boolean; at: Position }

export type Follow = {
  folder: string
  /** Null: nothing was ever fetched. */
  position: Position | null
  /** Mail that came to the server before was there before us. */
  since: Temporal.Instant
  signal: AbortSignal
  /** Keeps mails and where fetching stands after them, in one. */
  keep(mails: readonly Fetched[]): Promise<void>
  /** Where fetching begins, before the first mail. */
  begin(position: Position): Promise<void>
  /** The mailbox is open and everything in it is fetched. */
  onCaughtUp(): void
}

/** Without a word from the server it is asked. */
const ASK_MS = 60_000
/** Of a mail that is too large so much is kept. */
const HEADER = 64 * 1024
/** Mails up to so many bytes are fetched together, so many at once. */
const SMALL = 256 * 1024
const TOGETHER = 25
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
    for (const together of inGroups(uids, sizes)) {
      if (follow.signal.aborted) break
      position = { validity: from.validity, uid: together.at(-1) ?? position.uid }
      const mails = await fetchSmall(client, together, from.validity)
      if (mails) await keepOrPass(follow, mails, position)
      else
        for (const uid of together) {
          if (follow.signal.aborted) return position
          position = { validity: from.validity, uid }
          const mail = await fetchOne(client, position, sizes.get(uid) ?? 0)
          await keepOrPass(follow, mail ? [mail] : [], position)
        }
    }
  }
  return position
}

/** Small ones together, one after the other in the order of their numbers; every other alone. */
function inGroups(uids: readonly number[], sizes: ReadonlyMap<number, number | undefined>): number[][] {
  const groups: number[][] = []
  for (const uid of uids) {
    const last = groups.at(-1)
    const isSmall = (each: number | undefined): boolean => each !== undefined && (sizes.get(each) ?? SMALL) < SMALL
    if (last && last.length < TOGETHER && isSmall(last[0]) && isSmall(uid)) last.push(uid)
    else groups.push([uid])
  }
  return groups
}

/** Several mails in one answer; null where one is larger than the server said, or there is but one. */
async function fetchSmall(client: ImapFlow, uids: readonly number[], validity: number): Promise<Fetched[] | null> {
  if (uids.length < 2) return null
  const source = { start: 0, maxLength: SMALL + 1 }
  const found = await client.fetchAll(uids.join(','), { uid: true, source }, { uid: true })
  const mails = found
    .filter((mail) => uids.includes(mail.uid))
    .sort((a, b) => a.uid - b.uid)
    .flatMap(({ uid, source: raw }) => (raw ? [{ raw, tooLarge: false, at: { validity, uid } }] : []))
  return mails.every(({ raw }) => raw.length <= SMALL) ? mails : null
}

/** What was taken away by somebody else meanwhile is passed by: there is nothing to keep. */
async function keepOrPass(follow: Follow, mails: readonly Fetched[], position: Position): Promise<void> {
  if (mails.length > 0) await follow.keep(mails)
  if (mails.at(-1)?.at.uid !== position.uid) await follow.begin(position)
}

async function fetchOne(client: ImapFlow, position: Position, size: number): Promise<Fetched | undefined> {
  // Servers may be wrong about a size: never more is taken than one byte too much.
  const maxLength = size > LARGEST_MAIL ? HEADER : LARGEST_MAIL + 1
  const mail = await client.fetchOne(String(position.uid), { source: { start: 0, maxLength } }, { uid: true })
  const source = mail ? mail.source : undefined
  if (!source) return undefined
  const tooLarge = size > LARGEST_MAIL || source.length > LARGEST_MAIL
  return { raw: tooLarge ? source.subarray(0, HEADER) : source, tooLarge, at: position }
}
