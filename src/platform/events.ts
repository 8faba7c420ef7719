import { createHash, createHmac } from 'node:crypto'
import { randomPart } from '#platform/ids'
import type { EventInput, StreamedEvent, StreamHead } from '#platform/operation'

export type EventRow = {
  org_id: string
  id: string
  at: Temporal.Instant
  type: string
  subject: string
  about: string
  actor_kind: 'member' | 'apiKey' | 'customer' | 'system'
  actor_id: string
  data: string
  stream: string | null
  stream_seq: number | null
  previous_hash: Buffer | null
  hash: Buffer | null
}

export type EventTextRow = { org_id: string; event_id: string; salt: Buffer; text: string }

/** What a link signs: every column that says what happened, in a fixed order, in canonical JSON. */
export type Link = {
  orgId: string
  stream: string
  seq: number
  id: string
  at: string
  type: string
  subject: string
  about: string
  actorKind: string
  actorId: string
  data: unknown
}

/** JSON with sorted keys and no white space, so that what a database gives back signs alike. (After RFC 8785.) */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value === 'object' && value !== null)
    return `{${Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`)
      .join(',')}}`
  return JSON.stringify(value) ?? 'null'
}

export const NO_HASH: Buffer = Buffer.alloc(32)

/** HMAC-SHA-256 over the previous link's hash and this link's content. */
export function linkHash(key: Buffer, previous: Buffer, link: Link): Buffer {
  const { orgId, stream, seq, id, at, type, subject, about, actorKind, actorId, data } = link
  // Of text and numbers alone, JSON.stringify makes the canonical form itself.
  const before = JSON.stringify([orgId, stream, seq, id, at, type, subject, about, actorKind, actorId])
  return createHmac('sha256', key)
    .update(previous)
    .update(`${before.slice(0, -1)},${canonicalJson(data)}]`)
    .digest()
}

/** The digest of an event's personal text under its own salt. */
export const textDigest = (salt: Buffer, text: unknown): string =>
  createHash('sha256').update(salt).update(canonicalJson(text)).digest('hex')

type Writer = {
  orgId: string
  actor: { kind: EventRow['actor_kind']; id: string }
  at: Temporal.Instant
  /** `at`, written once for all events. */
  atText: string
  key: Buffer
}

/** The row of an event outside any stream. */
export const eventRow = (writer: Writer, id: string, event: EventInput): EventRow => ({
  org_id: writer.orgId,
  id,
  at: writer.at,
  type: event.type,
  subject: event.subject,
  about: event.about ?? event.subject,
  actor_kind: writer.actor.kind,
  actor_id: writer.actor.id,
  data: JSON.stringify(event.data),
  stream: null,
  stream_seq: null,
  previous_hash: null,
  hash: null,
})

/** The rows of the next link of a stream, and its new head. Personal text goes beside it, under a salted digest. */
export function streamedEventRow(
  writer: Writer,
  id: string,
  stream: string,
  head: StreamHead | null,
  event: StreamedEvent,
): { row: EventRow; text: EventTextRow | null; head: StreamHead } {
  const plain = eventRow(writer, id, event)
  let text: EventTextRow | null = null
  let data: Record<string, unknown> = event.data
  if (event.text !== undefined) {
    const salt = Buffer.from(randomPart(16))
    const body = JSON.stringify(event.text)
    data = { ...data, textDigest: textDigest(salt, JSON.parse(body)) }
    text = { org_id: writer.orgId, event_id: id, salt, text: body }
  }
  const json = JSON.stringify(data)
  const seq = (head?.seq ?? 0) + 1
  const previous = head?.hash ?? NO_HASH
  const hash = linkHash(writer.key, previous, {
    orgId: writer.orgId,
    stream,
    seq,
    id,
    at: writer.atText,
    type: plain.type,
    subject: plain.subject,
    about: plain.about,
    actorKind: plain.actor_kind,
    actorId: plain.actor_id,
    data: JSON.parse(json),
  })
  return {
    row: { ...plain, data: json, stream, stream_seq: seq, previous_hash: previous, hash },
    text,
    head: { seq, hash },
  }
}
