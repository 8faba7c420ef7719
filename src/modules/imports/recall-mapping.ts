import type { Column } from './detect-columns.ts'
import { proposeDateFormat } from './detect-table.ts'
import type { ImportKind } from './fields.ts'
import type { Mapping } from './mapping.ts'
import { ERROR_COLUMN } from './row-errors.ts'

/** A mapping by which a file was read to its end, and the headers of that file. */
export type Remembered = {
  id: string
  name: string
  kind: ImportKind
  headers: readonly string[]
  mapping: Mapping
}

const same = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && new Set([...a, ...b]).size === new Set(a).size

/**
 * The mapping of the last file that had just the same columns, in whatever order: what was chosen then is chosen again.
 * A file of bad rows that was mended has one column more, which says what was wrong.
 * What this file shows by itself goes before: its encoding and separator, and how its dates are written, where it proves it.
 * @param before the newest first
 */
export function recallMapping(
  columns: readonly Column[],
  proposed: Mapping,
  before: readonly Remembered[],
): { kind: ImportKind; mapping: Mapping; from: { id: string; name: string } } | null {
  const headers = columns.map(({ header }) => header).filter((header) => header !== ERROR_COLUMN)
  const known = before.find((each) => same(each.headers, headers))
  if (!known) return null
  const { kind, mapping } = known
  const dates = proposeDateFormat(columns, mapping.columns)
  return {
    kind,
    from: { id: known.id, name: known.name },
    mapping: {
      ...mapping,
      encoding: proposed.encoding ?? mapping.encoding,
      separator: proposed.separator ?? mapping.separator,
      dateFormat: dates.dateFormat ?? mapping.dateFormat,
      dateFormats: dates.dateFormat === null ? mapping.dateFormats : dates.dateFormats,
      completeUntil: null,
    },
  }
}
