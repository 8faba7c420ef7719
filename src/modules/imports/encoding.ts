/** Encodings a file may be in. Only `utf-8` and the UTF-16 pair can be told from the bytes; the others are chosen by a person. */
export const encodings = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1252',
  'windows-1250',
  'windows-1251',
  'iso-8859-2',
  'iso-8859-15',
  'koi8-r',
  'ibm866',
  'macintosh',
] as const
export type Encoding = (typeof encodings)[number]

/** Single-byte encodings: every one agrees with ASCII below 0x80, so separators and quotes can be found in the bytes. */
export const singleByteEncodings = encodings.slice(3) as readonly Encoding[]

export const isUtf16 = (encoding: Encoding): boolean => encoding === 'utf-16le' || encoding === 'utf-16be'

const byteOrderMarks: readonly [Encoding, readonly number[]][] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
]

/** The byte-order mark that the bytes begin with and its length in bytes, or null. */
export function findByteOrderMark(bytes: Uint8Array): { encoding: Encoding; length: number } | null {
  for (const [encoding, mark] of byteOrderMarks) {
    if (mark.every((byte, i) => bytes[i] === byte)) return { encoding, length: mark.length }
  }
  return null
}

const tables = new Map<Encoding, readonly string[]>()

/** The 256 characters of a single-byte encoding, by the Encoding Standard's tables that the runtime carries. */
export function characterTable(encoding: Encoding): readonly string[] {
  let table = tables.get(encoding)
  if (table === undefined) {
    const decoder = new TextDecoder(encoding)
    table = Array.from({ length: 256 }, (_, byte) => decoder.decode(Uint8Array.of(byte)))
    tables.set(encoding, table)
  }
  return table
}

const beyondAscii = /[\u0080-\u00ff]/g

/** Text of `bytes[start, end)`. In UTF-8, bytes that are not valid become U+FFFD. */
export function decodeSlice(bytes: Buffer, start: number, end: number, encoding: Encoding): string {
  if (encoding === 'utf-8' || isUtf16(encoding)) return bytes.toString('utf8', start, end)
  const table = characterTable(encoding)
  return bytes.toString('latin1', start, end).replace(beyondAscii, (c) => table[c.charCodeAt(0)] ?? '\ufffd')
}

/**
 * UTF-16 as UTF-8, chunk by chunk (a chunk may end inside a character). The byte-order mark is taken off.
 * Halves without their partner become U+FFFD.
 */
export class Utf16Transcoder {
  readonly #decoder: TextDecoder

  constructor(encoding: 'utf-16le' | 'utf-16be') {
    this.#decoder = new TextDecoder(encoding)
  }

  push(chunk: Uint8Array): Buffer {
    return Buffer.from(this.#decoder.decode(chunk, { stream: true }), 'utf8')
  }

  finish(): Buffer {
    return Buffer.from(this.#decoder.decode(), 'utf8')
  }
}
