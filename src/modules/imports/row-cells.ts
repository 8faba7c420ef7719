import { unguarded } from '#platform/csv'
import { type DateField, type Field, longest } from './fields.ts'
import type { CompleteMapping } from './mapping.ts'
import { flawError, type RowError, type RowErrorCode, type RowNote, raggedError, rowError } from './row-errors.ts'
import type { CsvRow } from './scan-csv.ts'

export type TextField = Exclude<Field, DateField>
export type Fail = (column: string, code: RowErrorCode, value: string, sentence: string) => void

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const controls = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above, quickly
const anyControl = /[\x00-\x1f\x7f]/

/** `guarded`: texts may have the apostrophe that keeps spreadsheets from taking them for formulas. */
export type ReadOptions = { guarded?: boolean }

/**
 * Cells of rows by one mapping, the same for rows of every kind: which column a field is in, its text, and whether a row is
 * to be read at all.
 * @param note told of everything that was read by a rule (`noteSentences`), with its line
 */
export function rowCells(
  mapping: CompleteMapping,
  headers: readonly string[],
  note: (note: RowNote, line: number) => void,
  { guarded = true }: ReadOptions = {},
) {
  const width = headers.length
  const at = (field: Field): number => {
    const header = mapping.columns[field]
    return header === null ? -1 : headers.indexOf(header)
  }
  const only = mapping.only && {
    index: headers.indexOf(mapping.only.column),
    values: new Set(mapping.only.values.map((value) => value.toLowerCase())),
  }

  // What an export guards against spreadsheets comes back as it was.
  const textAt = (row: CsvRow, index: number): string => {
    const cell = row.cells[index] ?? ''
    if (!guarded) return cell.trim()
    const text = unguarded(cell)
    if (text !== cell) note('guard_dropped', row.line)
    return text.trim()
  }

  const textOf = (field: TextField, oneLine: boolean): ((row: CsvRow) => string) => {
    const index = at(field)
    if (index === -1) return () => ''
    const most = longest[field]
    return (row) => {
      let text = textAt(row, index)
      if (anyControl.test(text)) {
        const clean = text.replace(controls, '')
        if (clean.length < text.length) note('control_characters', row.line)
        text = oneLine ? clean.replace(/\s*[\r\n]\s*/g, ' ').replaceAll('\t', ' ') : clean.replace(/\r\n?/g, '\n')
      }
      if (text.length <= most) return text
      note('text_cut', row.line)
      return text
        .slice(0, most)
        .replace(/[\ud800-\udbff]$/, '')
        .trimEnd()
    }
  }

  /** Why a row is not read: its errors; none when it is passed over; undefined: it is to be read. */
  const passedOver = (row: CsvRow): RowError[] | null | undefined => {
    if (row.flaw !== null) return [flawError(row, row.flaw)]
    const { cells } = row
    if (cells.every((cell) => cell.trim() === '')) {
      note('blank_row', row.line)
      return null
    }
    // Empty cells beyond the header lose nothing; anything else that is too many or too few is not guessed at.
    if (cells.length < width || (cells.length > width && cells.slice(width).some((cell) => cell.trim() !== '')))
      return [raggedError(row, width)]
    if (only === null || only.values.has((cells[only.index] ?? '').trim().toLowerCase())) return undefined
    note('left_out', row.line)
    return null
  }

  const checkZeros = (row: CsvRow, fail: Fail): void => {
    const zero = row.cells.findIndex((cell) => cell.includes('\0'))
    if (zero === -1) return
    const sentence = 'The cell has a zero byte, which is no text. Export it again.'
    fail(headers[zero] ?? '', 'zero_byte', row.cells[zero] ?? '', sentence)
  }

  return { at, textAt, textOf, passedOver, checkZeros }
}

/** Collects the errors of one row. */
export function failures(row: CsvRow): { fail: Fail; errors: () => RowError[] | null } {
  let errors: RowError[] | null = null
  return {
    fail(column, code, value, sentence) {
      errors ??= []
      errors.push(rowError(row.line, column, code, value, sentence))
    },
    errors: () => errors,
  }
}
