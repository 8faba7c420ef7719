import { type Link, linkHash, NO_HASH, textDigest } from '#platform/events'

export type StoredLink = Link & {
  previousHash: Buffer
  hash: Buffer
  salt: Buffer | null
  text: unknown
}

export type Fault = {
  seq: number
  eventId: string
  what: 'content' | 'order' | 'text' | 'missing' | 'head' | 'row'
  detail: string
}

/** The last link of a promise whose import was undone: its row is gone, lawfully. */
export const IMPORT_UNDONE = 'promise.import_undone'

/** Where a stream ends by itself that has no row any more; undefined: it has one, or should have. */
export const endOf = (links: readonly StoredLink[]): StoredLink | undefined => {
  const last = links.at(-1)
  return last?.type === IMPORT_UNDONE ? last : undefined
}

/**
 * Checks a chain's event stream link by link: sequence, the previous link's hash, this link's HMAC, the digest of the
 * personal text beside it, and that the stream ends where its head says.
 * @param links in order of `seq`
 * @param head sequence number and hash kept with the chain's root
 * @returns the faults found, none when the stream is as it was written by someone who has the secret
 */
export function verifyStream(key: Buffer, links: readonly StoredLink[], head: { seq: number; hash: Buffer }): Fault[] {
  const faults: Fault[] = []
  let previous = NO_HASH
  let expected = 1
  for (const link of links) {
    const at = { seq: link.seq, eventId: link.id }
    if (link.seq !== expected)
      faults.push({ ...at, what: 'missing', detail: `Link ${expected} is missing before link ${link.seq}.` })
    else if (!link.previousHash.equals(previous))
      faults.push({ ...at, what: 'order', detail: `Link ${link.seq} does not follow the link before it.` })
    if (!linkHash(key, link.previousHash, link).equals(link.hash))
      faults.push({
        ...at,
        what: 'content',
        detail: `Link ${link.seq} (${link.type}) was altered after it was written.`,
      })
    const digest = digestIn(link.data)
    if (digest !== null && link.salt !== null && textDigest(link.salt, link.text) !== digest)
      faults.push({
        ...at,
        what: 'text',
        detail: `The text of link ${link.seq} (${link.type}) was altered after it was written.`,
      })
    previous = link.hash
    expected = link.seq + 1
  }
  const last = links.at(-1)
  if (!last || last.seq !== head.seq || !last.hash.equals(head.hash))
    faults.push({
      seq: head.seq,
      eventId: last?.id ?? '',
      what: 'head',
      detail: `The stream ends at link ${last?.seq ?? 0}, the chain at link ${head.seq}: links were removed or added.`,
    })
  return faults
}

const digestIn = (data: unknown): string | null =>
  typeof data === 'object' && data !== null && 'textDigest' in data && typeof data.textDigest === 'string'
    ? data.textDigest
    : null
