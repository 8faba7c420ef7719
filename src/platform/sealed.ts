import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { Keys } from '#platform/tokens'

// AES-256-GCM (NIST SP 800-38D): 12 random bytes, the ciphertext, a tag of 16 bytes.
const [NONCE, TAG] = [12, 16]

/** A secret to be stored, under a key for this use; `place` binds it to its row, so that it opens nowhere else. */
export function seal(keys: Keys, use: string, place: string, secret: string): Buffer {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv('aes-256-gcm', keys.derive(use), nonce).setAAD(Buffer.from(place))
  return Buffer.concat([nonce, cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()])
}

/** The secret; null where it was sealed under another key or for another place, or was changed. */
export function unseal(keys: Keys, use: string, place: string, sealed: Uint8Array): string | null {
  if (sealed.length < NONCE + TAG) return null
  const end = sealed.length - TAG
  const decipher = createDecipheriv('aes-256-gcm', keys.derive(use), sealed.subarray(0, NONCE))
    .setAAD(Buffer.from(place))
    .setAuthTag(sealed.subarray(end))
  try {
    return Buffer.concat([decipher.update(sealed.subarray(NONCE, end)), decipher.final()]).toString('utf8')
  } catch {
    return null
  }
}
