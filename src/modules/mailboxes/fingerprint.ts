import { createHash, type Hash } from 'node:crypto'

// Where header and body part; header fields are looked for in so many bytes.
const LONGEST_HEADER = 256 * 1024
const NAMED = ['message-id', 'from', 'date', 'subject'] as const
const [LF, CR, SPACE, TAB] = [10, 13, 32, 9]
const NEW_LINE = Buffer.from([LF])

/**
 * What makes a mail this mail, however often and by whichever way it arrives: who wrote it, when, under which
 * Message-ID, and what it says. Servers add fields on top and change line ends and empty lines at the end; they change
 * nothing of this. SHA-256, in hex. Takes time in proportion to the mail's length, whatever is in it.
 */
export function fingerprintOf(raw: Buffer): string {
  const bodyAt = endOfHeader(raw)
  const fields = fieldsOf(raw.subarray(0, Math.min(bodyAt, LONGEST_HEADER)).toString('latin1'))
  const hash = createHash('sha256')
  for (const name of NAMED) hash.update(`${name}:${fields.get(name) ?? ''}\n`)
  addBody(hash, raw, bodyAt)
  return hash.digest('hex')
}

/** Where the line after the first empty one begins. */
function endOfHeader(raw: Buffer): number {
  for (let at = 0; at < raw.length; ) {
    const end = raw.indexOf(LF, at)
    if (end < 0) return raw.length
    if (end === at || (end === at + 1 && raw[at] === CR)) return end + 1
    at = end + 1
  }
  return raw.length
}

function fieldsOf(header: string): Map<string, string> {
  const fields = new Map<string, string>()
  // Of a field that stands there twice the first counts, as for whoever reads the mail.
  for (const line of header.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':')
    const name = line.slice(0, colon).trim().toLowerCase()
    const value = line.slice(colon + 1).trim()
    if (colon > 0 && !fields.has(name)) fields.set(name, value.replace(/\s+/g, ' '))
  }
  return fields
}

/** The lines without what ends them, and without empty ones at the end. */
function addBody(hash: Hash, raw: Buffer, from: number): void {
  let empty = 0
  for (let at = from; at < raw.length; ) {
    const found = raw.indexOf(LF, at)
    const next = found < 0 ? raw.length : found
    let end = next
    while (end > at && isBlank(raw[end - 1])) end--
    if (end === at) empty++
    else {
      for (; empty > 0; empty--) hash.update(NEW_LINE)
      hash.update(raw.subarray(at, end)).update(NEW_LINE)
    }
    at = next + 1
  }
}

const isBlank = (byte: number | undefined): boolean => byte === SPACE || byte === TAB || byte === CR
