import type { CsvRow, RowFlaw } from './scan-csv.ts'

/** Why a row cannot be imported. */
export const rowErrorCodes = [
  'ragged',
  'quote_open',
  'quote_text',
  'row_too_long',
  'not_utf8',
  'lost_characters',
  'json_broken',
  'json_cut',
  'not_object',
  'zero_byte',
  'missing',
  'too_long',
  'not_a_date',
  'before_1970',
  'after_2200',
  'in_future',
  'closed_before_opened',
  'target_before_opened',
  'repeated_id',
  'closed_without_time',
  'too_many_contacts',
] as const
export type RowErrorCode = (typeof rowErrorCodes)[number]

/** One reason why a row was left out. `column` is empty when the whole row is meant; `excerpt` is what stands there. */
export type RowError = { line: number; column: string; code: RowErrorCode; excerpt: string; sentence: string }

/** A row that cannot be imported, as it was cut into cells: to be mended and brought again. */
export type BadRow = { line: number; cells: readonly string[] }

/** The column of a file of bad rows that says what is wrong. In a file that comes back, it is no column of the data. */
export const ERROR_COLUMN = 'kept_error'

const flawSentences: Readonly<Record<RowFlaw, string>> = {
  quote_open: 'A quote opens here and is not closed. Close it, or double it if it belongs to the text.',
  quote_text: 'Text follows a closing quote. Double the quotes that belong to the text.',
  row_too_long: 'The row is longer than 1 MiB. Is a line end, a quote or a bracket missing?',
  not_utf8: 'The row has bytes that are not UTF-8. Choose another encoding, or mend the row.',
  lost_characters: 'The row has a damaged character. Export it again.',
  json_broken: 'This is no valid JSON: a quote, a comma or a bracket is missing or too many.',
  json_cut: 'The file ends within this record. Export it again.',
  not_object: 'This is a value and not a record with names: {"id": 1, …}.',
}

/** At most 120 characters of a value, on one line. */
export const excerptOf = (value: string): string => {
  const line = value.replace(/[\p{Cc}\s]+/gu, ' ').trim()
  return line.length > 120 ? `${line.slice(0, 119)}…` : line
}

export const rowError = (
  line: number,
  column: string,
  code: RowErrorCode,
  value: string,
  sentence: string,
): RowError => ({
  line,
  column,
  code,
  excerpt: excerptOf(value),
  sentence,
})

/** The error of a row that could not be cut into cells. */
export const flawError = (row: CsvRow, flaw: RowFlaw): RowError =>
  rowError(row.line, '', flaw, row.cells.join(' '), flawSentences[flaw])

/** The error of a row with more or fewer cells than the header. */
export function raggedError(row: CsvRow, width: number): RowError {
  const spread = row.lastLine > row.line ? ` It runs to line ${row.lastLine}: is a quote missing?` : ''
  const sentence = `The row has ${row.cells.length} cells and the header ${width}.${spread}`
  return rowError(row.line, '', 'ragged', row.cells.join(' '), sentence)
}

/** What was read by a rule that the importer should know of; the row is imported. */
export const rowNotes = [
  'time_skipped',
  'time_twice',
  'date_only',
  'short_year',
  'text_cut',
  'control_characters',
  'guard_dropped',
  'email_ignored',
  'blank_row',
  'left_out',
  'reopened',
  'close_is_last_change',
  'phone_ignored',
  'language_ignored',
  'time_zone_ignored',
  'kind_ignored',
  'same_customer',
  'known',
] as const
export type RowNote = (typeof rowNotes)[number]

/** The rule behind each note, for people. */
export const noteSentences: Readonly<Record<RowNote, string>> = {
  time_skipped: 'The clock was put forward over this local time: it is taken as the time after the change.',
  time_twice: 'The clock showed this local time twice: it is taken as the first.',
  date_only: 'No time is written: an opening counts from the start of the day, a close and a target to its end.',
  short_year: 'The year has two digits: 70 to 99 are taken as 1970 to 1999, the others as 2000 to 2069.',
  text_cut: 'The text is longer than Kept keeps here: it is cut.',
  control_characters: 'Control characters are taken out of the text.',
  guard_dropped: 'The apostrophe that keeps spreadsheets from taking the text for a formula is left out.',
  email_ignored: 'This is not an e-mail address: it is left out.',
  blank_row: 'The row has no values: it is passed over.',
  left_out: 'The row is not among those that are wanted: it is passed over.',
  reopened: 'It was closed once and is not now: it counts as not closed.',
  close_is_last_change: 'The file does not say when it was closed: the time of its last change is taken.',
  phone_ignored: 'This is not a telephone number: it is left out.',
  language_ignored: "Kept does not write in this language: the organization's is taken.",
  time_zone_ignored: "This is no IANA time zone: the organization's is taken.",
  kind_ignored: 'This says neither person nor company: the kind that was chosen is taken.',
  same_customer: 'An earlier row is of the same customer: what is new in this one is added to it.',
  known: 'This id was imported before from the same source: the row changes nothing.',
}
