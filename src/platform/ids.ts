import { randomFillSync } from 'node:crypto'

const pool = Buffer.alloc(4096)
let used = pool.length
let lastMilliseconds = 0
let counter = 0

/**
 * That many unpredictable bytes (at most 4,096), out of a supply that is filled at once: asking the system for a few
 * costs as much as for many. The bytes are the caller's only until the next call: copy what is kept.
 */
export function randomPart(bytes: number): Buffer {
  if (used + bytes > pool.length) {
    randomFillSync(pool)
    used = 0
  }
  used += bytes
  return pool.subarray(used - bytes, used)
}

/**
 * A UUIDv7 (RFC 9562 §5.7) for the given instant. Ids made by one process for the same millisecond ascend
 * (method 1 of §6.2: a 12-bit counter), so that the order of events is the order of their ids.
 */
export function newId(now: Temporal.Instant): string {
  const milliseconds = now.epochMilliseconds
  if (milliseconds === lastMilliseconds) counter++
  else {
    lastMilliseconds = milliseconds
    counter = randomPart(1).readUInt8() & 0x7f
  }
  // A counter that overflows borrows from the following milliseconds; the order stays.
  const stamp = milliseconds + Math.floor(counter / 4096)
  const hex = stamp.toString(16).padStart(12, '0')
  const sequence = (counter % 4096).toString(16).padStart(3, '0')
  const tail = randomPart(8)
  const variant = ((tail.readUInt8(0) & 0x3f) | 0x80).toString(16)
  const rest = tail.toString('hex', 1, 8)
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7${sequence}-${variant}${rest.slice(0, 2)}-${rest.slice(2)}`
}

/** The lowest id that `newId` gives from an instant on. */
export function lowestIdAt(instant: Temporal.Instant): string {
  const hex = instant.epochMilliseconds.toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`
}

/** The 16 bytes of a UUID. */
export const uuidBytes = (uuid: string): Buffer => Buffer.from(uuid.replaceAll('-', ''), 'hex')

/** The UUID of 16 bytes. */
export function uuidFrom(bytes: Buffer): string {
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
