import { isAscii, isUtf8 } from 'node:buffer'
import { decodeSlice, type Encoding } from './encoding.ts'
import { maxRowBytes, type Position, type RowFlaw } from './scan-csv.ts'

/**
 * How records follow each other. `lines`: one a line (JSON Lines, NDJSON); `values`: with commas, white space or nothing
 * between, up to the bracket that ends their list.
 */
export type JsonLayout = 'lines' | 'values'

/** One record: its number from 1, where the next one begins (`line` is its number), and its value, or the beginning of its text. */
export type JsonRecord = { record: number; next: Position; flaw: RowFlaw | null; value: unknown; excerpt: string }

const LF = 10
const CR = 13
const SPACE = 32
const QUOTE = 34
const COMMA = 44
const BACKSLASH = 92
const OPEN_LIST = 91
const CLOSE_LIST = 93
const OPEN = 123
const CLOSE = 125
const excerptBytes = 200

const isBlank = (byte: number | undefined): boolean => byte === SPACE || byte === LF || byte === CR || byte === 9

/** The first byte from `at` that is no white space, or the length. */
export function skipBlank(bytes: Buffer, at: number): number {
  let next = at
  while (next < bytes.length && isBlank(bytes[next])) next++
  return next
}

/** Where the string that opens at `at` has its closing quote. */
function closingQuote(bytes: Buffer, at: number): number | 'more' | 'broken' {
  for (let from = at + 1; ; ) {
    const close = bytes.indexOf(QUOTE, from)
    // A line end within a string is no JSON: a quote is missing.
    if (bytes.subarray(from, close === -1 ? bytes.length : close).includes(LF)) return 'broken'
    if (close === -1) return 'more'
    from = close + 1
    let slashes = 0
    while (bytes[close - 1 - slashes] === BACKSLASH) slashes++
    if (slashes % 2 === 0) return close
  }
}

const endsScalar = (byte: number | undefined): boolean => byte === COMMA || byte === CLOSE_LIST || byte === CLOSE

/** Where the value that begins at `at` ends. Only brackets and quotes are looked at: whether it is JSON is found by parsing. */
export function endOfValue(bytes: Buffer, at: number): number | 'more' | 'broken' {
  const first = bytes[at]
  if (first === QUOTE) {
    const close = closingQuote(bytes, at)
    return typeof close === 'number' ? close + 1 : close
  }
  if (first !== OPEN && first !== OPEN_LIST) {
    let end = at
    while (end < bytes.length && !isBlank(bytes[end]) && !endsScalar(bytes[end])) end++
    return end === bytes.length ? 'more' : Math.max(end, at + 1)
  }
  let depth = 0
  for (let i = at; i < bytes.length; i++) {
    const byte = bytes[i]
    if (byte === QUOTE) {
      const close = closingQuote(bytes, i)
      if (typeof close !== 'number') return close
      i = close
    } else if (byte === OPEN || byte === OPEN_LIST) depth++
    else if (byte === CLOSE || byte === CLOSE_LIST) {
      depth--
      if (depth === 0) return i + 1
    }
  }
  return 'more'
}

/** JSON text as its value, numbers that are longer than a double holds as they are written. @throws SyntaxError */
export function parseJson(text: string): unknown {
  if (!/\d{16}/.test(text)) return JSON.parse(text)
  const asWritten = (_: string, value: unknown, { source }: { source?: string }): unknown =>
    typeof value === 'number' && source !== undefined && !Number.isSafeInteger(value) && /^-?\d+$/.test(source)
      ? source
      : value
  return JSON.parse(text, asWritten as Parameters<typeof JSON.parse>[1])
}

/**
 * Cuts bytes into JSON records without reading the file whole. A record that is no JSON, or has no end, costs itself: reading
 * goes on at the next line that begins a record no deeper than it; a file without line ends is lost from there on, and the
 * record says so. Offsets are exact, as those of `CsvScanner`; memory is bounded by `maxRowBytes` and the chunk.
 */
export class JsonScanner {
  readonly #encoding: Encoding
  readonly #layout: JsonLayout
  #rest: Buffer = Buffer.alloc(0)
  #offset: number
  #record: number
  #ended = false
  /** A record that has no end here: where it ends, or where the next begins, is sought in what comes. */
  #seeking: { found: Seeking; record: Omit<JsonRecord, 'next'> } | null = null

  constructor({ encoding, layout }: { encoding: Encoding; layout: JsonLayout }, from: Position) {
    this.#encoding = encoding
    this.#layout = layout
    this.#offset = from.offset
    this.#record = from.line
  }

  /** The records that are complete with this chunk. `last`: nothing follows. Take all of them before pushing again. */
  *push(chunk: Buffer, last = false): Generator<JsonRecord, void> {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk])
    let at = 0
    while ((at < bytes.length || last) && !this.#ended) {
      if (this.#seeking !== null) {
        const { found, record } = this.#seeking
        const end = found.endIn(bytes, at)
        if (end.at === null && !last) {
          at = end.keep
          break
        }
        at = end.at ?? bytes.length
        this.#seeking = null
        yield { ...record, next: this.#position(at) }
        continue
      }
      const step = this.#layout === 'lines' ? this.#line(bytes, at, last) : this.#value(bytes, at, last)
      if (step === null) break
      if (step.at === at && step.record === null && this.#seeking === null) break
      at = step.at
      if (step.record !== null) yield step.record
    }
    this.#rest = this.#ended ? Buffer.alloc(0) : Buffer.from(bytes.subarray(at))
    this.#offset += this.#ended ? bytes.length : at
  }

  #line(bytes: Buffer, from: number, last: boolean): Step | null {
    const newline = bytes.indexOf(LF, from)
    if (newline === -1 && !last) {
      if (bytes.length - from <= maxRowBytes) return null
      return this.#seek(new LineEnd(), bytes, from, 'row_too_long')
    }
    const next = newline === -1 ? bytes.length : newline + 1
    const start = skipBlank(bytes, from)
    let end = newline === -1 ? bytes.length : newline
    if (start >= end) return { at: next, record: null }
    while (end > start && (isBlank(bytes[end - 1]) || bytes[end - 1] === COMMA)) end--
    if (end - start > maxRowBytes) return { at: next, record: this.#flawed(bytes, start, end, next, 'row_too_long') }
    const flaw =
      newline === -1 && endOfValue(bytes, start) === 'more' && isOpen(bytes[start]) ? 'json_cut' : 'json_broken'
    return { at: next, record: this.#read(bytes, start, end, next, flaw) }
  }

  #value(bytes: Buffer, from: number, last: boolean): Step | null {
    let start = from
    while (start < bytes.length && (isBlank(bytes[start]) || bytes[start] === COMMA)) start++
    // The blanks before a record are kept with it: they say how deep it lies.
    if (start === bytes.length) return last || start - from > maxRowBytes ? { at: start, record: null } : null
    if (bytes[start] === CLOSE_LIST || bytes[start] === CLOSE) {
      this.#ended = true
      return { at: start, record: null }
    }
    const end = endOfValue(bytes, start)
    const indent = indentBefore(bytes, start)
    if (end === 'more' && !last) {
      if (bytes.length - start <= maxRowBytes) return null
      const inside = nextRecordLine(bytes, start + 1, indent)
      if (inside !== null) return { at: inside, record: this.#flawed(bytes, start, inside, inside, 'json_broken') }
      return this.#seek(new ValueEnd(), bytes, start, 'row_too_long')
    }
    const whole = typeof end === 'number' && end - start <= maxRowBytes
    if (typeof end === 'number' && !whole)
      return { at: end, record: this.#flawed(bytes, start, end, end, 'row_too_long') }
    if (whole) {
      const record = this.#read(bytes, start, end, end, 'json_broken')
      if (record.flaw !== 'json_broken') return { at: end, record }
      // A bracket is missing: it may have swallowed others.
      const inside = nextRecordLine(bytes.subarray(0, end), start + 1, indent)
      return inside === null ? { at: end, record } : { at: inside, record: { ...record, next: this.#position(inside) } }
    }
    if (end === 'more') {
      if (!isOpen(bytes[start]))
        return { at: bytes.length, record: this.#read(bytes, start, bytes.length, bytes.length, 'json_cut') }
      const inside = nextRecordLine(bytes, start + 1, indent)
      const record = this.#flawed(
        bytes,
        start,
        bytes.length,
        inside ?? bytes.length,
        inside === null ? 'json_cut' : 'json_broken',
      )
      return { at: inside ?? bytes.length, record }
    }
    return this.#seek(new RecordLine(indent), bytes, start, 'json_broken')
  }

  #seek(found: Seeking, bytes: Buffer, start: number, flaw: RowFlaw): Step {
    const newline = bytes.indexOf(LF, start)
    const end = found instanceof RecordLine && newline !== -1 ? newline : bytes.length
    const { next: _, ...record } = this.#flawed(bytes, start, end, end, flaw)
    this.#seeking = { found, record }
    return { at: start, record: null }
  }

  #position(at: number): Position {
    return { offset: this.#offset + at, line: this.#record }
  }

  #flawed(bytes: Buffer, start: number, end: number, next: number, flaw: RowFlaw): JsonRecord {
    const excerpt = decodeSlice(bytes, start, Math.min(end, start + excerptBytes), this.#encoding)
    const record = this.#record++
    return { record, next: this.#position(next), flaw, value: undefined, excerpt }
  }

  #read(bytes: Buffer, start: number, end: number, next: number, otherwise: RowFlaw): JsonRecord {
    const slice = bytes.subarray(start, end)
    const ascii = isAscii(slice)
    const text = ascii ? slice.toString('latin1') : decodeSlice(bytes, start, end, this.#encoding)
    if (!ascii && this.#encoding === 'utf-8' && text.includes('\ufffd') && !isUtf8(slice))
      return this.#flawed(bytes, start, end, next, 'not_utf8')
    let value: unknown
    try {
      value = parseJson(text)
    } catch {
      return this.#flawed(bytes, start, end, next, otherwise)
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return this.#flawed(bytes, start, end, next, 'not_object')
    const record = this.#record++
    return { record, next: this.#position(next), flaw: null, value, excerpt: '' }
  }
}

type Step = { at: number; record: JsonRecord | null }

const isOpen = (byte: number | undefined): boolean => byte === OPEN || byte === OPEN_LIST

/** Finds where reading goes on, chunk by chunk. `at` is null when that is not in these bytes: from `keep` on they are wanted again. */
type Seeking = { endIn(bytes: Buffer, at: number): { at: number | null; keep: number } }

class LineEnd implements Seeking {
  endIn(bytes: Buffer, at: number) {
    const newline = bytes.indexOf(LF, at)
    return { at: newline === -1 ? null : newline + 1, keep: bytes.length }
  }
}

/** The end of the value that begins where it is first asked. */
class ValueEnd implements Seeking {
  #depth = 0
  #inString = false
  #escaped = false

  endIn(bytes: Buffer, at: number) {
    for (let i = at; i < bytes.length; i++) {
      const byte = bytes[i]
      if (this.#inString) {
        if (this.#escaped) this.#escaped = false
        else if (byte === BACKSLASH) this.#escaped = true
        else if (byte === QUOTE) this.#inString = false
      } else if (byte === QUOTE) this.#inString = true
      else if (isOpen(byte)) this.#depth++
      else if (byte === CLOSE || byte === CLOSE_LIST) this.#depth--
      if (this.#depth <= 0 && !this.#inString) return { at: i + 1, keep: i + 1 }
    }
    return { at: null, keep: bytes.length }
  }
}

/** The next line that opens an object at most `indent` deep. */
class RecordLine implements Seeking {
  readonly #indent: number

  constructor(indent: number) {
    this.#indent = indent
  }

  endIn(bytes: Buffer, at: number) {
    const newline = bytes.lastIndexOf(LF)
    // What may be the beginning of such a line stays.
    const keep = newline < at || bytes.length - newline > maxRowBytes ? bytes.length : newline
    return { at: nextRecordLine(bytes, at, this.#indent), keep }
  }
}

/** Blanks between the line's beginning and `at`; none when something else stands there. */
function indentBefore(bytes: Buffer, at: number): number {
  let from = at
  while (from > 0 && (bytes[from - 1] === SPACE || bytes[from - 1] === 9)) from--
  return bytes[from - 1] === LF ? at - from : 0
}

/** Where the next line after `from` begins that opens an object at most `indent` deep. */
function nextRecordLine(bytes: Buffer, from: number, indent: number): number | null {
  for (let newline = bytes.indexOf(LF, from); newline !== -1; newline = bytes.indexOf(LF, newline + 1)) {
    let at = newline + 1
    while (bytes[at] === SPACE || bytes[at] === 9) at++
    if (bytes[at] === OPEN && at - newline - 1 <= indent) return at
  }
  return null
}
