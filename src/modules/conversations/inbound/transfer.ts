import PostalMime from 'postal-mime'
import { first } from './header.ts'
import type { Node } from './mime-tree.ts'

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
  const head = `Content-Type: application/octet-stream\nContent-Transfer-Encoding: ${encoding}\n\n`
  const whole = Buffer.concat([Buffer.from(head), body])
  const mail = await PostalMime.parse(whole)
  const content = mail.attachments[0]?.content
  if (content === undefined) return new Uint8Array()
  const bytes = typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content)
  // The decoder ends every line, also a last one that has no end.
  const quotedPrintable = encoding.toLowerCase() !== 'base64'
  const added = quotedPrintable && bytes.at(-1) === LF && body.at(-1) !== LF && body.at(-1) !== EQUALS
  return added ? bytes.subarray(0, -1) : bytes
}
