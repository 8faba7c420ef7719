import type { Encoding } from './encoding.ts'
import { CsvScanner, type Position, type Separator, separators } from './scan-csv.ts'

/** What reading with one separator gives: the usual number of columns and the share of the rows that have it. */
export type SeparatorSeen = { separator: Separator; columns: number; share: number }

/** `separator` is null when two read equally well and a person must choose. `seen`: every one, best first. */
export type SeparatorFinding = { separator: Separator | null; seen: SeparatorSeen[] }

const rowsLookedAt = 200

/** Line ends of the sample: a file whose lone carriage returns outnumber its line feeds is an old Macintosh's. */
export function detectNewline(sample: Buffer): 'lf' | 'cr' {
  let feeds = 0
  let lone = 0
  for (const byte of [10, 13]) {
    for (let at = sample.indexOf(byte); at !== -1; at = sample.indexOf(byte, at + 1)) {
      if (byte === 10) feeds++
      else if (sample[at + 1] !== 10) lone++
    }
  }
  return lone > feeds ? 'cr' : 'lf'
}

function look(sample: Buffer, separator: Separator, newline: 'lf' | 'cr', encoding: Encoding): SeparatorSeen {
  const counts = new Map<number, number>()
  let rows = 0
  for (const row of new CsvScanner({ encoding, separator, newline }).push(sample, true)) {
    if (++rows > rowsLookedAt) break
    const width = row.flaw === null ? row.cells.length : 0
    counts.set(width, (counts.get(width) ?? 0) + 1)
  }
  const [columns, times] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [0, 0]
  return {
    separator,
    columns,
    share: rows === 0 ? 0 : Math.round((times / Math.max(1, Math.min(rows, rowsLookedAt))) * 100) / 100,
  }
}

/**
 * Tries the four separators on the first rows. One is taken when it cuts the rows into equally many columns clearly better
 * than the others do; a table of one column has none and counts as comma-separated.
 */
export function detectSeparator(sample: Buffer, newline: 'lf' | 'cr', encoding: Encoding): SeparatorFinding {
  const rank = (seen: SeparatorSeen): number => (seen.columns > 1 ? seen.share * (1 + Math.log2(seen.columns) / 20) : 0)
  const seen = separators
    .map((separator) => look(sample, separator, newline, encoding))
    .sort((a, b) => rank(b) - rank(a))
  const [first, second] = seen
  if (first === undefined || second === undefined || rank(first) === 0) return { separator: ',', seen }
  const clear = first.share >= 0.5 && (rank(second) < rank(first) * 0.8 || first.columns >= second.columns * 2)
  return { separator: clear ? first.separator : null, seen }
}

/**
 * Spreadsheets may write `sep=;` as a first line of its own: the separator it names and where the table then begins.
 * @param from where the text begins, after a byte-order mark
 */
export function findSeparatorLine(sample: Buffer, from: Position): { separator: Separator; table: Position } | null {
  const match = /^"?sep=([,;|\t])"?(\r\n|\n|\r)/i.exec(sample.toString('latin1', from.offset, from.offset + 12))
  const separator = separators.find((candidate) => candidate === match?.[1])
  if (match === null || separator === undefined) return null
  return { separator, table: { offset: from.offset + match[0].length, line: from.line + 1 } }
}
