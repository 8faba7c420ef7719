import { createHmac, timingSafeEqual } from 'node:crypto'
import { uuidBytes, uuidFrom } from '#platform/ids'
import type { Keys } from '#platform/tokens'

// The part after the plus: 16 bytes of the conversation, 10 of its signature. In base 32, since mail servers may fold
// the case of local parts, and within the 64 octets that a local part may have (RFC 5321 4.5.3.1.1).
const DIGITS = '0123456789abcdefghjkmnpqrstvwxyz'
const MAC = 10
const LENGTH = Math.ceil(((16 + MAC) * 8) / 5)
const LONGEST_LOCAL = 64

const signature = (keys: Keys, orgId: string, conversationId: Buffer): Buffer =>
  createHmac('sha256', keys.derive('reply-address'))
    .update(uuidBytes(orgId))
    .update(conversationId)
    .digest()
    .subarray(0, MAC)

function inBase32(bytes: Buffer): string {
  let [text, held, bits] = ['', 0, 0]
  for (const byte of bytes) {
    held = (held << 8) | byte
    bits += 8
    for (; bits >= 5; bits -= 5) text += DIGITS[(held >>> (bits - 5)) & 31]
    held &= (1 << bits) - 1
  }
  return bits > 0 ? text + DIGITS[(held << (5 - bits)) & 31] : text
}

function fromBase32(text: string): Buffer | null {
  const bytes: number[] = []
  let [held, bits] = [0, 0]
  for (const letter of text) {
    const digit = DIGITS.indexOf(letter)
    if (digit < 0) return null
    held = (held << 5) | digit
    bits += 5
    if (bits >= 8) {
      bits -= 8
      bytes.push((held >>> bits) & 255)
      held &= (1 << bits) - 1
    }
  }
  return Buffer.from(bytes)
}

/**
 * The address at which answers to a conversation arrive: `help+<conversation, signed>@firm.example`. Null where the
 * mailbox's name is too long to carry it: then its own address serves.
 */
export function replyAddress(keys: Keys, orgId: string, conversationId: string, mailbox: string): string | null {
  const at = mailbox.lastIndexOf('@')
  const local = mailbox.slice(0, at)
  if (at < 1 || local.length + 1 + LENGTH > LONGEST_LOCAL) return null
  const id = uuidBytes(conversationId)
  return `${local}+${inBase32(Buffer.concat([id, signature(keys, orgId, id)]))}${mailbox.slice(at)}`
}

/** The conversation that an address was made for; null where it is none of ours. */
export function conversationOfAddress(keys: Keys, orgId: string, address: string): string | null {
  const tag = /\+([0-9a-z]+)@/i.exec(address)?.[1]?.toLowerCase()
  if (tag?.length !== LENGTH) return null
  const bytes = fromBase32(tag)
  if (bytes?.length !== 16 + MAC || inBase32(bytes) !== tag) return null
  const id = bytes.subarray(0, 16)
  return timingSafeEqual(bytes.subarray(16), signature(keys, orgId, id)) ? uuidFrom(id) : null
}
