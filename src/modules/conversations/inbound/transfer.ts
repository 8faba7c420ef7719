import PostalMime from 'postal-mime'
import { first } from './header.ts'
import { latin1, type Node } from './mime-tree.ts'

const LF = 10
const EQUALS = 61

/**
 * The bytes of a part without its transfer encoding (RFC 2045, section 6). What is not encoded is taken as it came, to
 * the byte; what cannot be decoded is passed over. Linear.
 */
export async function bytesOf(raw: Uint8Array, node: Node): Promise<Uint8Array> {
  const body = raw.subarray(node.start, Math.max(node.start, node.end))
  const encoding = /base64|quoted-printable/i.exec(first(node.fields, 'content-transfer-encoding') ?? '')?.[0]
  if (!encoding) return body
  return encoding.toLowerCase() === 'base64' ? fromBase64(body) : await fromQuotedPrintable(body)
}

/** Padding may stand in the middle, where programs encode line by line or put pieces together. */
function fromBase64(body: Uint8Array): Uint8Array {
  const bytes = Buffer.alloc(Math.ceil(body.length / 4) * 3 + 3)
  let length = 0
  for (const piece of latin1(body, 0, body.length).split(/=+/))
    length += bytes.write(piece.replace(/[^A-Za-z0-9+/]+/g, ''), length, 'base64')
  return bytes.subarray(0, length)
}

async function fromQuotedPrintable(body: Uint8Array): Promise<Uint8Array> {
  const head = Buffer.from('Content-Type: application/octet-stream\nContent-Transfer-Encoding: quoted-printable\n\n')
  const mail = await PostalMime.parse(Buffer.concat([head, body]))
  const content = mail.attachments[0]?.content ?? new ArrayBuffer()
  const bytes = typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content)
  // The decoder ends every line, also a last one that has no end.
  const added = bytes.at(-1) === LF && body.at(-1) !== LF && body.at(-1) !== EQUALS
  return added ? bytes.subarray(0, -1) : bytes
}
