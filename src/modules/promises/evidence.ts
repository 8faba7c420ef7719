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

/** What a promise's row must say after its events; compared with what it says. */
export type Replayed = { state: string; consent: string; dueAt: string; occurredAt: string | null }

/** Folds a promise's events to what its row must say. Null when the stream does not tell of it. */
export function replay(links: readonly StoredLink[], promiseId: string): Replayed | null {
  let standing: Replayed | null = null as Replayed | null
  for (const link of links) {
    if (link.subject !== `promise:${promiseId}`) continue
    const data = link.data as Record<string, unknown>
    if (typeof data.state !== 'string' || typeof data.dueAt !== 'string') continue
    const begins = ['promise.made', 'promise.proposed', 'promise.moved', 'promise.imported'].includes(link.type)
    standing = {
      state: data.state,
      consent:
        typeof data.consent === 'string'
          ? data.consent
          : begins && data.state === 'proposed'
            ? 'pending'
            : (standing?.consent ?? 'not_asked'),
      dueAt: data.dueAt,
      occurredAt: typeof data.occurredAt === 'string' ? data.occurredAt : (standing?.occurredAt ?? null),
    }
  }
  return standing
}

/** Where a row and its events disagree: the row was altered behind the product's back. */
export function compareRow(
  row: { id: string; state: string; consent: string; dueAt: string; occurredAt: string | null; wording: string },
  links: readonly StoredLink[],
): Fault[] {
  const replayed = replay(links, row.id)
  const own = links.filter((link) => link.subject === `promise:${row.id}`)
  const last = own.at(-1)
  const at = { seq: last?.seq ?? 0, eventId: last?.id ?? '', what: 'row' as const }
  if (!replayed)
    return [{ ...at, detail: `No event tells of promise ${row.id}: its row was added or its events removed.` }]
  const faults: Fault[] = []
  for (const field of ['state', 'consent', 'dueAt', 'occurredAt'] as const)
    if (row[field] !== replayed[field])
      faults.push({
        ...at,
        detail: `The row of promise ${row.id} says ${field} ${row[field]}, its events say ${replayed[field]}.`,
      })
  const text = own[0]?.text
  if (typeof text === 'object' && text !== null && 'wording' in text && text.wording !== row.wording)
    faults.push({ ...at, detail: `The wording in the row of promise ${row.id} is not the one that was recorded.` })
  return faults
}
