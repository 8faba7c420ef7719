import { isUtf16, Utf16Transcoder } from './encoding.ts'
import type { CsvRow, Position } from './scan-csv.ts'
import { type FileDialect, scannerOf } from './scan-rows.ts'

/** Gives one part of the file; parts are numbered from 1 and all but the last are `partBytes` long. */
export type PartSource = { parts: number; partBytes: number; read(part: number): Promise<Buffer> }

/** Some rows, and where the one after them begins. `end`: nothing follows. */
export type RowBatch = { rows: CsvRow[]; next: Position; end: boolean }

/**
 * Reads the rows of a file that lies in parts, from any `next` that an earlier reading gave, in batches of `size`. Only one
 * part is in memory at a time. UTF-16 is transcoded from the start of the file, since its positions are those of the
 * transcoded text.
 */
export async function* readRows(
  source: PartSource,
  dialect: FileDialect,
  from: Position,
  size: number,
): AsyncGenerator<RowBatch> {
  const scanner = scannerOf(dialect, from)
  let rows: CsvRow[] = []
  let next = from
  for await (const { bytes, last } of bytesFrom(source, dialect, from.offset)) {
    for (const row of scanner.push(bytes, last)) {
      rows.push(row)
      next = row.next
      if (rows.length === size) {
        yield { rows, next, end: false }
        rows = []
      }
    }
  }
  yield { rows, next, end: true }
}

async function* bytesFrom(
  source: PartSource,
  dialect: FileDialect,
  offset: number,
): AsyncGenerator<{ bytes: Buffer; last: boolean }> {
  if (isUtf16(dialect.encoding)) {
    const transcoder = new Utf16Transcoder(dialect.encoding === 'utf-16be' ? 'utf-16be' : 'utf-16le')
    let skip = offset
    for (let part = 1; part <= source.parts; part++) {
      const last = part === source.parts
      const text = transcoder.push(await source.read(part))
      const bytes = last ? Buffer.concat([text, transcoder.finish()]) : text
      const dropped = Math.min(skip, bytes.length)
      skip -= dropped
      yield { bytes: bytes.subarray(dropped), last }
    }
    return
  }
  const first = Math.floor(offset / source.partBytes) + 1
  for (let part = first; part <= source.parts; part++) {
    const bytes = await source.read(part)
    yield { bytes: part === first ? bytes.subarray(offset % source.partBytes) : bytes, last: part === source.parts }
  }
  // The position is the very end of the file.
  if (first > source.parts) yield { bytes: Buffer.alloc(0), last: true }
}
