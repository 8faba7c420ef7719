import { createHash, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { uuidBytes, uuidFrom } from '#platform/ids'

/** Keys for separate uses, derived from the instance's secret (HKDF-SHA-256, RFC 5869). */
export type Keys = { derive(use: string): Buffer }

export function keysFrom(secret: string): Keys {
  const made = new Map<string, Buffer>()
  return {
    derive: (use) => {
      let key = made.get(use)
      if (!key) {
        key = Buffer.from(hkdfSync('sha256', secret, '', `kept/${use}`, 32))
        made.set(use, key)
      }
      return key
    },
  }
}

/** The start of a hash by which two instances tell whether they share a secret, without showing it. */
export const secretFingerprint = (secret: string): string =>
  createHash('sha256').update(`kept/fingerprint/${secret}`).digest('hex').slice(0, 16)

const mac = (keys: Keys, use: string, body: Buffer): Buffer =>
  createHmac('sha256', keys.derive(use)).update(body).digest().subarray(0, 16)

/**
 * A token that names ids and cannot be guessed or forged: the ids' bytes and a 128-bit HMAC, in base64url.
 * Nothing of it is stored: whoever holds the ids and the secret can make it again.
 */
export function sealToken(keys: Keys, use: string, ids: readonly string[]): string {
  const body = Buffer.concat(ids.map(uuidBytes))
  return Buffer.concat([body, mac(keys, use, body)]).toString('base64url')
}

/** The ids inside a token, or null when it is not one of ours: decided without the database. */
export function openToken(keys: Keys, use: string, token: string): string[] | null {
  if (!/^[\w-]{22,200}$/.test(token)) return null
  const bytes = Buffer.from(token, 'base64url')
  const length = bytes.length - 16
  if (length < 16 || length % 16 !== 0 || bytes.toString('base64url') !== token) return null
  const body = bytes.subarray(0, length)
  if (!timingSafeEqual(bytes.subarray(length), mac(keys, use, body))) return null
  return Array.from({ length: length / 16 }, (_, i) => uuidFrom(body.subarray(i * 16, i * 16 + 16)))
}

/** The hash under which a random secret of at least 128 bits is kept. */
export const secretHash = (secret: string): Buffer => createHash('sha256').update(secret).digest()
