import { flatten } from './flatten.ts'
import { type CsvRow, CsvScanner, type Dialect, type Position } from './scan-csv.ts'
import { type JsonLayout, JsonScanner } from './scan-json.ts'

/** How a file is cut into rows. `json`: its records, and the paths that make the cells of a row; null: it is a table. */
export type FileDialect = Dialect & { json: { layout: JsonLayout; paths: readonly string[] } | null }

export type RowScanner = { push(chunk: Buffer, last?: boolean): Generator<CsvRow, void> }

/** Rows of a table or of JSON records, the same to whoever reads them. A record's `line` is its number, from 1. */
export function scannerOf(dialect: FileDialect, from: Position): RowScanner {
  if (dialect.json === null) return new CsvScanner(dialect, from)
  const { layout, paths } = dialect.json
  const scanner = new JsonScanner({ encoding: dialect.encoding, layout }, from)
  return {
    *push(chunk, last) {
      for (const { record: line, next, flaw, value, excerpt } of scanner.push(chunk, last)) {
        if (flaw !== null) yield { line, lastLine: line, next, cells: [excerpt], flaw }
        else {
          const texts = flatten(value as object)
          yield { line, lastLine: line, next, cells: paths.map((path) => texts.get(path) ?? ''), flaw }
        }
      }
    },
  }
}
