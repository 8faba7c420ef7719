import { guess, guessName } from './charset.ts'

/** One header field: its name in small letters, its value unfolded; encoded words are as they came. */
export type Field = { name: string; value: string }

/** A header, and where the body after it begins. */
export type Header = {
  fields: Field[]
  bodyStart: number
  /** It had more fields, or longer ones, than are read. */
  cut: boolean
  /** It had raw 8-bit bytes that are no UTF-8. */
  guessed: boolean
  /** It had lines that are no field, or was broken off. */
  broken: boolean
}

const FIELDS = 1_000
const FIELD_BYTES = 65_536
const LF = 10
const COLON = 58

/** The first value of a field; null where the header has none. */
export const first = (fields: readonly Field[], name: string): string | null =>
  fields.find((field) => field.name === name)?.value ?? null

/** All values of a field, from the top. */
export const all = (fields: readonly Field[], name: string): string[] =>
  fields.filter((field) => field.name === name).map((field) => field.value)

/**
 * Reads a header from `start` to its empty line, at most to `end`, in linear time. A line that is no field ends the
 * header, unless one of the next five is a field: then it is passed over. `stops` ends it before a line (a delimiter
 * of a multipart). At most 1,000 fields of 64 KiB are read, further ones are passed over.
 */
export function readHeader(
  raw: Uint8Array,
  start: number,
  end: number,
  stops: (from: number, to: number) => boolean = () => false,
): Header {
  const spans: [from: number, to: number][] = []
  const header: Header = { fields: [], bodyStart: end, cut: false, guessed: false, broken: false }
  let at = start
  while (at < end) {
    const next = lineAfter(raw, at, end)
    const stop = lineEnd(raw, at, next)
    if (stop === at || stops(at, stop)) {
      header.bodyStart = stop === at ? next : at
      header.broken ||= stop !== at
      break
    }
    const last = spans.at(-1)
    if ((raw[at] === 32 || raw[at] === 9) && last) {
      if (stop - last[0] <= FIELD_BYTES) last[1] = stop
      else header.cut = true
    } else if (fieldName(raw, at, stop) > 0) {
      if (spans.length < FIELDS) spans.push([at, stop])
      else header.cut = true
    } else if (isMbox(raw, at, start)) {
      // The envelope line of an mbox file is passed over.
    } else if (fieldFollows(raw, next, end)) header.broken = true
    else {
      header.broken = true
      header.bodyStart = at
      break
    }
    at = next
  }
  const lines = spans.map(([from, to]) => {
    header.cut ||= to - from > FIELD_BYTES
    return raw.subarray(from, Math.min(to, from + FIELD_BYTES))
  })
  const texts = lines.map((line) => guess(line))
  header.guessed = texts.some(({ broken }) => broken)
  // One charset for the whole header: a name alone is too short to tell.
  const decoder = header.guessed ? new TextDecoder(guessName(Buffer.concat(lines))) : null
  header.fields = texts.map(({ text, broken }, i) => field(broken && decoder ? decoder.decode(lines[i]) : text))
  return header
}

/** Where the line after the one at `at` begins. */
export function lineAfter(raw: Uint8Array, at: number, end: number): number {
  const found = raw.indexOf(LF, at)
  return found < 0 || found >= end ? end : found + 1
}

/** Where the text of a line ends that reaches to `next`. */
export function lineEnd(raw: Uint8Array, at: number, next: number): number {
  let stop = next
  if (stop > at && raw[stop - 1] === LF) stop--
  if (stop > at && raw[stop - 1] === 13) stop--
  return stop
}

/** The length of the field name that a line begins with; 0 where it begins with none. */
function fieldName(raw: Uint8Array, at: number, stop: number): number {
  let i = at
  while (i < stop && i - at < 200 && (raw[i] as number) > 32 && (raw[i] as number) < 127 && raw[i] !== COLON) i++
  const length = i - at
  while (i < stop && (raw[i] === 32 || raw[i] === 9)) i++
  return raw[i] === COLON && i < stop ? length : 0
}

const isMbox = (raw: Uint8Array, at: number, start: number): boolean =>
  at === start && Buffer.from(raw.buffer, raw.byteOffset + at, Math.min(5, raw.length - at)).toString() === 'From '

function fieldFollows(raw: Uint8Array, from: number, end: number): boolean {
  let at = from
  for (let n = 0; n < 5 && at < end; n++) {
    const next = lineAfter(raw, at, end)
    const stop = lineEnd(raw, at, next)
    if (stop === at) return false
    if (fieldName(raw, at, stop) > 0) return true
    at = next
  }
  return false
}

function field(text: string): Field {
  const colon = text.indexOf(':')
  return {
    name: text.slice(0, colon).trim().toLowerCase(),
    value: text
      .slice(colon + 1)
      .replace(/\r?\n|\r/g, ' ')
      .replaceAll('\0', ' ')
      .trim(),
  }
}
