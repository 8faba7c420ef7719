import { createHash } from 'node:crypto'

// Where header and body part; header fields are looked for in so many bytes.
const LONGEST_HEADER = 256 * 1024
const NAMED = ['message-id', 'from', 'date', 'subject'] as const

/**
 * What makes a mail this mail, however often and by whichever way it arrives: who wrote it, when, under which
 * Message-ID, and what it says. Servers add fields on top and change line ends and empty lines at the end; they change
 * nothing of this. SHA-256, in hex.
 */
export function fingerprintOf(raw: Buffer): string {
  const { header, body } = split(raw)
  const fields = new Map<string, string>()
  // Of a field that stands there twice the first counts, as for whoever reads the mail.
  for (const line of unfolded(header)) {
    const colon = line.indexOf(':')
    const name = line.slice(0, colon).trim().toLowerCase()
    if (colon > 0 && !fields.has(name))
      fields.set(
        name,
        line
          .slice(colon + 1)
          .trim()
          .replace(/\s+/g, ' '),
      )
  }
  const hash = createHash('sha256')
  for (const name of NAMED) hash.update(`${name}:${fields.get(name) ?? ''}\n`)
  return hash.update(body).digest('hex')
}

function split(raw: Buffer): { header: string; body: string } {
  const text = raw.toString('latin1').replaceAll('\r\n', '\n')
  const end = text.indexOf('\n\n')
  const header = (end < 0 ? text : text.slice(0, end)).slice(0, LONGEST_HEADER)
  return { header, body: (end < 0 ? '' : text.slice(end + 2)).replace(/[ \t]+$/gm, '').trimEnd() }
}

const unfolded = (header: string): string[] => header.replace(/\n[ \t]+/g, ' ').split('\n')
