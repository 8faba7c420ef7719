import { decodeWords } from 'postal-mime'
import { decode } from './charset.ts'

/** A structured field (RFC 2045): its value in small letters, and its parameters by their names in small letters. */
export type Structured = { value: string; parameters: Map<string, string> }

/**
 * Reads `value; name=token; name="quoted"; name*0*=utf-8''per%20cent` (RFC 2045, RFC 2231) and encoded words in
 * values (RFC 2047), which no standard allows and most programs write. Comments go. Of a name that comes twice the
 * first counts. Never throws; linear.
 */
export function readStructured(field: string | null): Structured {
  const [head = '', ...rest] = pieces(field ?? '')
  const raw = new Map<string, string>()
  for (const piece of rest.slice(0, 200)) {
    const equals = piece.indexOf('=')
    if (equals < 1) continue
    const name = piece.slice(0, equals).trim().toLowerCase()
    if (!raw.has(name)) raw.set(name, unquoted(piece.slice(equals + 1).trim()))
  }
  const value = unquoted(head.trim()).trim().toLowerCase()
  return { value, parameters: joined(raw) }
}

/** The text between semicolons that are in no quotes and no comment; comments are left out. */
function pieces(field: string): string[] {
  const found: string[] = []
  let piece = ''
  let quoted = false
  let depth = 0
  let inValue = false
  for (let i = 0; i < field.length; i++) {
    const char = field[i] as string
    if (char === '\\' && (quoted || depth > 0)) {
      if (depth === 0) piece += char + (field[i + 1] ?? '')
      i++
    } else if (depth === 0 && char === '"') {
      quoted = !quoted
      piece += char
    } else if (!quoted && char === '(' && (depth > 0 || !inValue || /\s$/.test(piece.slice(-1)))) depth++
    else if (!quoted && char === ')' && depth > 0) depth--
    else if (depth > 0) continue
    else if (!quoted && char === ';') {
      found.push(piece)
      piece = ''
      inValue = false
    } else {
      piece += char
      inValue ||= char === '='
    }
  }
  // A comment or a quote that does not end would take what follows with it: then they are text.
  if (depth > 0 || quoted) return field.replaceAll('"', '').split(';')
  return [...found, piece]
}

function unquoted(text: string): string {
  if (!text.startsWith('"')) return text
  const end = /^"((?:[^"\\]|\\.)*)"/s.exec(text)
  return end ? (end[1] as string).replace(/\\(.)/gs, '$1') : text.slice(1)
}

/** Puts the sections of a name together (RFC 2231, section 3 and 4), and decodes encoded words in the others. */
function joined(raw: Map<string, string>): Map<string, string> {
  const found = new Map<string, string>()
  const sections = new Map<string, { order: number; text: string; percent: boolean }[]>()
  for (const [name, text] of raw) {
    const section = /^([^*]+)\*(?:(\d{1,4})(\*?))?$/.exec(name)
    if (!section) found.set(name, decodeWords(text))
    else {
      const key = section[1] as string
      const list = sections.get(key) ?? []
      list.push({ order: Number(section[2] ?? 0), text, percent: section[2] === undefined || section[3] === '*' })
      sections.set(key, list)
    }
  }
  for (const [name, list] of sections) {
    list.sort((a, b) => a.order - b.order)
    let charset = ''
    const bytes: Buffer[] = []
    for (const [i, { text, percent }] of list.entries()) {
      const tagged = i === 0 && percent ? /^([^']*)'[^']*'(.*)$/s.exec(text) : null
      if (tagged) charset = tagged[1] as string
      const coded = tagged ? (tagged[2] as string) : text
      bytes.push(percent ? unescaped(coded) : Buffer.from(coded))
    }
    found.set(name, decode(Buffer.concat(bytes), charset || null).text)
  }
  return found
}

function unescaped(text: string): Buffer {
  const source = Buffer.from(text)
  const bytes = Buffer.alloc(source.length)
  let length = 0
  for (let i = 0; i < source.length; i++) {
    const code = source[i] === 37 ? source.toString('latin1', i + 1, i + 3) : ''
    if (/^[0-9a-f]{2}$/i.test(code)) {
      bytes[length++] = Number.parseInt(code, 16)
      i += 2
    } else bytes[length++] = source[i] as number
  }
  return bytes.subarray(0, length)
}
