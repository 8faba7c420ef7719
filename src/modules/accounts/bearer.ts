import { randomBytes } from 'node:crypto'
import { uuidBytes, uuidFrom } from '#platform/ids'
import { secretHash } from '#platform/tokens'

/** What a session cookie or an API key carries: where to look, and a random secret of which only the hash is stored. */
export type Bearer = { orgId: string; id: string; secretHash: Buffer }

const SECRET_BYTES = 32
const LENGTH = 16 + 16 + SECRET_BYTES

export const newSecret = (): string => randomBytes(SECRET_BYTES).toString('base64url')

/** Organization, session or key, and secret in one text of 86 characters (base64url). */
export const bearerText = (orgId: string, id: string, secret: string): string =>
  Buffer.concat([uuidBytes(orgId), uuidBytes(id), Buffer.from(secret, 'base64url')]).toString('base64url')

/** The parts of such a text; null when it is none. */
export function readBearer(text: string): Bearer | null {
  if (!/^[\w-]{86}$/.test(text)) return null
  const bytes = Buffer.from(text, 'base64url')
  if (bytes.length !== LENGTH) return null
  return {
    orgId: uuidFrom(bytes.subarray(0, 16)),
    id: uuidFrom(bytes.subarray(16, 32)),
    secretHash: secretHash(bytes.subarray(32).toString('base64url')),
  }
}

const KEY_PREFIX = 'kept_'

/** An API key as it is shown, once. */
export const apiKeyText = (orgId: string, id: string, secret: string): string =>
  `${KEY_PREFIX}${bearerText(orgId, id, secret)}`

export const readApiKey = (text: string): Bearer | null =>
  text.startsWith(KEY_PREFIX) ? readBearer(text.slice(KEY_PREFIX.length)) : null
