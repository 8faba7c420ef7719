import { isAscii, isUtf8 } from 'node:buffer'
import { decodeSlice, type Encoding, isUtf16 } from './encoding.ts'

export const separators = [',', ';', '\t', '|'] as const
export type Separator = (typeof separators)[number]

/** How the bytes of a table are to be read. `cr`: lines end with a lone carriage return; `lf`: with LF or CR LF. */
export type Dialect = { encoding: Encoding; separator: Separator; newline: 'lf' | 'cr' }

/** Where reading stands: bytes from the start of the (transcoded) file, and the number of the line that begins there. */
export type Position = { offset: number; line: number }

/** Why a row could not be cut into cells. */
export type RowFlaw =
  | 'quote_open'
  | 'quote_text'
  | 'row_too_long'
  | 'not_utf8'
  | 'lost_characters'
  | 'json_broken'
  | 'json_cut'
  | 'not_object'

/** One row: its first and last line (from 1), where the next one begins, and its cells, or its beginning when it is flawed. */
export type CsvRow = { line: number; lastLine: number; next: Position; cells: string[]; flaw: RowFlaw | null }

/** A row longer than this many bytes is reported, never read: it bounds the memory that reading needs. */
export const maxRowBytes = 1024 * 1024

const LF = 10
const CR = 13
const QUOTE = 34
const excerptBytes = 200

type Cut = { end: number; cells: string[]; flaw: RowFlaw | null }

/**
 * Cuts bytes into rows as RFC 4180 says, with what exports in the wild add: any of four separators, LF, CR LF or CR line
 * ends, quotes inside unquoted cells taken literally, blank lines passed over. A row whose quoting is broken is reported
 * and reading goes on at the *next line*, so that one stray quote costs one row and not the rest of the file.
 * Offsets are exact: reading can go on at any `next` in another process.
 * UTF-16 must be transcoded first (`Utf16Transcoder`); memory is bounded by `maxRowBytes` and the chunk.
 */
export class CsvScanner {
  readonly #dialect: Dialect
  readonly #separator: number
  readonly #newline: number
  #rest: Buffer = Buffer.alloc(0)
  #offset: number
  #line: number
  #skipping = false

  constructor(dialect: Dialect, from: Position = { offset: 0, line: 1 }) {
    this.#dialect = dialect
    this.#separator = dialect.separator.charCodeAt(0)
    this.#newline = dialect.newline === 'cr' ? CR : LF
    this.#offset = from.offset
    this.#line = from.line
  }

  /** The rows that are complete with this chunk. `last`: nothing follows. Take all of them before pushing again. */
  *push(chunk: Buffer, last = false): Generator<CsvRow, void> {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk])
    const ascii = isAscii(bytes)
    let at = 0
    let quote = -2
    if (this.#skipping) {
      const end = bytes.indexOf(this.#newline)
      at = end === -1 ? bytes.length : end + 1
      this.#skipping = end === -1
      if (end !== -1) this.#line++
    }
    while (at < bytes.length) {
      const newline = bytes.indexOf(this.#newline, at)
      if (newline === -1 && !last) {
        if (bytes.length - at <= maxRowBytes) break
        yield this.#row(bytes.length, 0, false, [this.#excerpt(bytes, at, bytes.length)], 'row_too_long')
        this.#skipping = true
        at = bytes.length
        break
      }
      const lineEnd = newline === -1 ? bytes.length : newline
      const next = newline === -1 ? bytes.length : newline + 1
      if (quote !== -1 && quote < at) quote = bytes.indexOf(QUOTE, at)
      if (quote === -1 || quote >= lineEnd) {
        const stop = this.#newline === LF && lineEnd > at && bytes[lineEnd - 1] === CR ? lineEnd - 1 : lineEnd
        if (stop > at) {
          const text = ascii ? bytes.toString('latin1', at, stop) : decodeSlice(bytes, at, stop, this.#dialect.encoding)
          const tooLong = stop - at > maxRowBytes
          const flaw = tooLong ? 'row_too_long' : ascii ? null : this.#badText(text, bytes, at, stop)
          const cells = tooLong ? [this.#excerpt(bytes, at, stop)] : text.split(this.#dialect.separator)
          yield this.#row(next, 0, newline !== -1, cells, flaw)
        } else {
          this.#line++
        }
        at = next
        continue
      }
      const cut = this.#cutQuoted(bytes, at, last)
      if (cut === 'more') break
      if (cut.flaw === 'quote_open' || cut.flaw === 'quote_text') {
        yield this.#row(next, 0, newline !== -1, [this.#excerpt(bytes, at, lineEnd)], cut.flaw)
        at = next
        continue
      }
      const tooLong = cut.end - at > maxRowBytes
      const flaw = tooLong ? 'row_too_long' : ascii ? null : this.#badText(cut.cells.join(''), bytes, at, cut.end)
      const ended = bytes[cut.end - 1] === this.#newline
      const inside = this.#countLines(bytes, at, cut.end) - (ended ? 1 : 0)
      yield this.#row(cut.end, inside, ended, tooLong ? [this.#excerpt(bytes, at, cut.end)] : cut.cells, flaw)
      at = cut.end
    }
    this.#rest = Buffer.from(bytes.subarray(at))
    this.#offset += at
  }

  /** `inside`: line ends within the row; `ended`: it ends with one. */
  #row(end: number, inside: number, ended: boolean, cells: string[], flaw: RowFlaw | null): CsvRow {
    const line = this.#line
    this.#line = line + inside + (ended ? 1 : 0)
    return { line, lastLine: line + inside, next: { offset: this.#offset + end, line: this.#line }, cells, flaw }
  }

  /** One row with quotes in it, from `start`; 'more' when its end is not in these bytes yet. */
  #cutQuoted(bytes: Buffer, start: number, last: boolean): Cut | 'more' {
    const { encoding } = this.#dialect
    const cells: string[] = []
    const length = bytes.length
    const unfinished = (): Cut | 'more' =>
      last || length - start > maxRowBytes ? { end: length, cells, flaw: 'quote_open' } : 'more'
    let at = start
    for (;;) {
      if (bytes[at] === QUOTE) {
        let doubled = false
        let from = at + 1
        let close = bytes.indexOf(QUOTE, from)
        while (close !== -1 && bytes[close + 1] === QUOTE) {
          doubled = true
          from = close + 2
          close = bytes.indexOf(QUOTE, from)
        }
        if (close === -1 || (close + 1 >= length && !last)) return unfinished()
        if (close - start > maxRowBytes) return { end: close, cells, flaw: 'quote_open' }
        const text = decodeSlice(bytes, at + 1, close, encoding)
        cells.push(doubled ? text.replaceAll('""', '"') : text)
        at = close + 1
      } else {
        let stop = at
        while (stop < length && bytes[stop] !== this.#separator && bytes[stop] !== this.#newline) stop++
        if (stop === length && !last) return 'more'
        const ended = stop === length || bytes[stop] === this.#newline
        const trimmed = ended && this.#newline === LF && stop > at && bytes[stop - 1] === CR ? stop - 1 : stop
        cells.push(decodeSlice(bytes, at, trimmed, encoding))
        at = stop
      }
      if (at >= length) return { end: length, cells, flaw: null }
      if (bytes[at] === this.#newline) return { end: at + 1, cells, flaw: null }
      if (bytes[at] === this.#separator) {
        at++
        // A separator at the very end of the file is followed by one more, empty, cell.
        if (at >= length) {
          if (!last) return 'more'
          cells.push('')
          return { end: length, cells, flaw: null }
        }
        continue
      }
      if (this.#newline === LF && bytes[at] === CR) {
        if (at + 1 >= length) return last ? { end: length, cells, flaw: null } : 'more'
        if (bytes[at + 1] === LF) return { end: at + 2, cells, flaw: null }
      }
      return { end: at, cells, flaw: 'quote_text' }
    }
  }

  #badText(text: string, bytes: Buffer, start: number, end: number): RowFlaw | null {
    if (!text.includes('\ufffd')) return null
    if (isUtf16(this.#dialect.encoding)) return 'lost_characters'
    return this.#dialect.encoding === 'utf-8' && !isUtf8(bytes.subarray(start, end)) ? 'not_utf8' : null
  }

  #excerpt(bytes: Buffer, start: number, end: number): string {
    return decodeSlice(bytes, start, Math.min(end, start + excerptBytes), this.#dialect.encoding)
  }

  #countLines(bytes: Buffer, start: number, end: number): number {
    let lines = 0
    for (let i = bytes.indexOf(this.#newline, start); i !== -1 && i < end; i = bytes.indexOf(this.#newline, i + 1))
      lines++
    return lines
  }
}
