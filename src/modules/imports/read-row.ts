import { unguarded } from '#platform/csv'
import { type DateField, type Field, longest } from './fields.ts'
import { LocalTime } from './local-time.ts'
import type { CompleteMapping } from './mapping.ts'
import { dayMilliseconds, readDate } from './read-date.ts'
import { flawError, type RowError, type RowErrorCode, type RowNote, raggedError, rowError } from './row-errors.ts'
import type { CsvRow } from './scan-csv.ts'

/** A row of a service log, checked. Texts are trimmed; an absent one is ''. */
export type LogRow = {
  line: number
  externalId: string
  openedAt: Temporal.Instant
  closedAt: Temporal.Instant | null
  targetAt: Temporal.Instant | null
  category: string
  subcategory: string
  channel: string
  priority: string
  team: string
  area: string
  outcome: string
  /** Never empty: the subject column, else category and subcategory, else the id. */
  subject: string
  description: string
  customerName: string
  customerEmail: string
}

/** What became of a row: one of the two is null; both are for a row without any values. */
export type ReadRow = { row: LogRow | null; errors: RowError[] | null }

type TextField = Exclude<Field, DateField>

const earliest = 0
const latest = Date.UTC(2200, 0, 1)
const mail = /^[^\s@<>,;:"()[\]\\]{1,64}@[^\s@<>,;:"()[\]\\.]+(?:\.[^\s@<>,;:"()[\]\\.]+)+$/
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const controls = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above, quickly
const anyControl = /[\x00-\x1f\x7f]/

/**
 * A reader of rows by one mapping, for a file with these headers.
 * @param now nothing opened or closed more than a day after it can be true
 * @param note told of everything that was read by a rule (`noteSentences`), with its line
 */
export function createRowReader(
  mapping: CompleteMapping,
  headers: readonly string[],
  now: Temporal.Instant,
  note: (note: RowNote, line: number) => void,
): (row: CsvRow) => ReadRow {
  const width = headers.length
  const at = (field: Field): number => {
    const header = mapping.columns[field]
    return header === null ? -1 : headers.indexOf(header)
  }
  const local = new LocalTime(mapping.timeZone)
  const future = now.epochMilliseconds + dayMilliseconds

  // What an export guards against spreadsheets comes back as it was.
  const textAt = (row: CsvRow, index: number): string => {
    const cell = row.cells[index] ?? ''
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

  const dateOf = (field: DateField): ((row: CsvRow, fail: Fail) => number | null | undefined) => {
    const index = at(field)
    if (index === -1) return () => null
    const header = headers[index] ?? ''
    const format = mapping.dateFormats[field] ?? mapping.dateFormat
    const toEnd = field !== 'openedAt'
    return (row, fail) => {
      const text = (row.cells[index] ?? '').trim()
      if (text === '') return null
      const written = readDate(text, format)
      if (written === null) {
        fail(header, 'not_a_date', text, notADate[format])
        return undefined
      }
      if (written.shortYear) note('short_year', row.line)
      if (written.dateOnly) note('date_only', row.line)
      const wall = written.dateOnly && toEnd ? written.at + dayMilliseconds - 1000 : written.at
      const placed = written.offset ? { at: wall, how: 'once' as const } : place(wall)
      if (placed === null || placed.at < earliest)
        return void fail(header, 'before_1970', text, 'The date is before 1970.')
      if (placed.at >= latest) return void fail(header, 'after_2200', text, 'The date is after the year 2199.')
      if (placed.how === 'skipped') note('time_skipped', row.line)
      if (placed.how === 'twice') note('time_twice', row.line)
      if (field !== 'targetAt' && placed.at > future)
        return void fail(header, 'in_future', text, 'This has not happened yet.')
      return placed.at
    }
  }
  // Years far away would make the zone's look-up walk; they are refused before it.
  const place = (wall: number) =>
    wall < earliest - dayMilliseconds
      ? null
      : wall > latest + dayMilliseconds
        ? { at: wall, how: 'once' as const }
        : local.place(wall)

  const idIndex = at('externalId')
  const idHeader = headers[idIndex] ?? ''
  const [openedOf, closedOf, targetOf] = [dateOf('openedAt'), dateOf('closedAt'), dateOf('targetAt')]
  const [categoryOf, subcategoryOf, channelOf] = [
    textOf('category', true),
    textOf('subcategory', true),
    textOf('channel', true),
  ]
  const [priorityOf, teamOf, areaOf] = [textOf('priority', true), textOf('team', true), textOf('area', true)]
  const [outcomeOf, subjectOf, descriptionOf] = [
    textOf('outcome', true),
    textOf('subject', true),
    textOf('description', false),
  ]
  const [nameOf, mailOf] = [textOf('customerName', true), textOf('customerEmail', true)]

  return (row) => {
    if (row.flaw !== null) return { row: null, errors: [flawError(row, row.flaw)] }
    const cells = row.cells
    if (cells.every((cell) => cell.trim() === '')) {
      note('blank_row', row.line)
      return { row: null, errors: null }
    }
    // Empty cells beyond the header lose nothing; anything else that is too many or too few is not guessed at.
    if (cells.length < width || (cells.length > width && cells.slice(width).some((cell) => cell.trim() !== '')))
      return { row: null, errors: [raggedError(row, width)] }

    let errors: RowError[] | null = null
    const fail: Fail = (column, code, value, sentence) => {
      errors ??= []
      errors.push(rowError(row.line, column, code, value, sentence))
    }
    const zero = cells.findIndex((cell) => cell.includes('\0'))
    if (zero !== -1)
      fail(
        headers[zero] ?? '',
        'zero_byte',
        cells[zero] ?? '',
        'The cell has a zero byte, which is no text. Export it again.',
      )
    const externalId = textAt(row, idIndex)
    if (externalId === '') fail(idHeader, 'missing', '', 'The id is missing.')
    else if (externalId.length > longest.externalId)
      fail(idHeader, 'too_long', externalId, `An id has at most ${longest.externalId} characters.`)
    const opened = openedOf(row, fail)
    const closed = closedOf(row, fail)
    const target = targetOf(row, fail)
    if (opened === null) fail(mapping.columns.openedAt, 'missing', '', 'The time when it was opened is missing.')
    if (typeof opened === 'number') {
      if (typeof closed === 'number' && closed < opened)
        fail(
          mapping.columns.closedAt ?? '',
          'closed_before_opened',
          cells[at('closedAt')] ?? '',
          'It was closed before it was opened.',
        )
      if (typeof target === 'number' && target < opened)
        fail(
          mapping.columns.targetAt ?? '',
          'target_before_opened',
          cells[at('targetAt')] ?? '',
          'Its target is before it was opened.',
        )
    }
    if (errors !== null || typeof opened !== 'number') return { row: null, errors: errors ?? [] }
    const category = categoryOf(row)
    const subcategory = subcategoryOf(row)
    const address = mailOf(row).toLowerCase()
    if (address !== '' && !mail.test(address)) note('email_ignored', row.line)
    return {
      row: {
        line: row.line,
        externalId,
        openedAt: Temporal.Instant.fromEpochMilliseconds(opened),
        closedAt: typeof closed === 'number' ? Temporal.Instant.fromEpochMilliseconds(closed) : null,
        targetAt: typeof target === 'number' ? Temporal.Instant.fromEpochMilliseconds(target) : null,
        category,
        subcategory,
        channel: channelOf(row),
        priority: priorityOf(row),
        team: teamOf(row),
        area: areaOf(row),
        outcome: outcomeOf(row),
        subject: subjectOf(row) || [category, subcategory].filter((part) => part !== '').join(': ') || externalId,
        description: descriptionOf(row),
        customerName: nameOf(row),
        customerEmail: mail.test(address) ? address : '',
      },
      errors: null,
    }
  }
}

type Fail = (column: string, code: RowErrorCode, value: string, sentence: string) => void

const notADate = {
  iso: 'This is no date written year first, like 2026-07-31 14:05.',
  dmy: 'This is no date written day first, like 31/07/2026 14:05.',
  mdy: 'This is no date written month first, like 07/31/2026 2:05 PM.',
  epoch_s: 'This is no number of seconds since 1970.',
  epoch_ms: 'This is no number of milliseconds since 1970.',
} as const
