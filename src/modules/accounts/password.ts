import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

// OWASP Password Storage Cheat Sheet (2024): Argon2id with 19 MiB, two passes, one lane.
const MEMORY_KIB = 19_456
const PASSES = 2
const LANES = 1
const TAG_BYTES = 32

const derive = promisify(argon2) as (algorithm: 'argon2id', parameters: Argon2Parameters) => Promise<Buffer>

const unpadded = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '')

// However a device composes its letters, it is the same password (NIST SP 800-63B, 3.1.1.2).
const messageOf = (password: string): Buffer => Buffer.from(password.normalize('NFKC'))

/** Hashes a password into a PHC string that says how it was made. Some 50 ms of work: never inside a transaction. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16)
  const parameters = { memory: MEMORY_KIB, passes: PASSES, parallelism: LANES, tagLength: TAG_BYTES }
  const tag = await derive('argon2id', { message: messageOf(password), nonce, ...parameters })
  return `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=${LANES}$${unpadded(nonce)}$${unpadded(tag)}`
}

// The hash of nothing in particular: who has no password is checked against it, and takes as long.
const DECOY = `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=${LANES}$${unpadded(randomBytes(16))}$${unpadded(randomBytes(TAG_BYTES))}`

/** Is this the password of that hash? Without a hash the answer is no, after the same work. */
export async function verifyPassword(password: string, hash: string | null): Promise<boolean> {
  const parts = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/.exec(hash ?? DECOY)
  if (!parts) throw new Error('A stored password hash is not an Argon2id PHC string.')
  const [, memory, passes, lanes, nonce = '', tag = ''] = parts
  const expected = Buffer.from(tag, 'base64')
  const actual = await derive('argon2id', {
    message: messageOf(password),
    nonce: Buffer.from(nonce, 'base64'),
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(lanes),
    tagLength: expected.length,
  })
  return timingSafeEqual(actual, expected) && hash !== null
}
