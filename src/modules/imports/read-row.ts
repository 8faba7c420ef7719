import { type DateField, longest } from './fields.ts'
import { LocalTime } from './local-time.ts'
import { type CompleteMapping, wordReader } from './mapping.ts'
import { dayMilliseconds, readDate } from './read-date.ts'
import { type Fail, failures, type ReadOptions, rowCells } from './row-cells.ts'
import type { RowError, RowNote } from './row-errors.ts'
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
  customerPhone: string
  /** In the other system; '' when the file does not say. */
  customerExternalId: string
}

/** What became of a row: one of the two is null; both are for a row without any values. */
export type ReadRow = { row: LogRow | null; errors: RowError[] | null }

const earliest = 0
const latest = Date.UTC(2200, 0, 1)
export const mail = /^[^\s@<>,;:"()[\]\\]{1,64}@[^\s@<>,;:"()[\]\\.]+(?:\.[^\s@<>,;:"()[\]\\.]+)+$/
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
  options: ReadOptions = {},
): (row: CsvRow) => ReadRow {
  const { at, textAt, textOf, passedOver, checkZeros } = rowCells(mapping, headers, note, options)
  const local = new LocalTime(mapping.timeZone)
  const future = now.epochMilliseconds + dayMilliseconds

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
  const [phoneOf, theirIdOf] = [textOf('customerPhone', true), textOf('customerExternalId', true)]
  const statusOf = textOf('status', true)
  const closedStatuses = new Set(mapping.closedStatuses.map((status) => status.toLowerCase()))
  const statusSays = at('status') !== -1 && closedStatuses.size > 0
  const words = {
    category: wordReader(mapping, 'category'),
    channel: wordReader(mapping, 'channel'),
    priority: wordReader(mapping, 'priority'),
    team: wordReader(mapping, 'team'),
    outcome: wordReader(mapping, 'outcome'),
  }

  /** The close as the state has it: a time of closing alone does not say that it is closed now. */
  const closeBy = (row: CsvRow, closed: number | null, fail: Fail): number | null => {
    if (!statusSays) return closed
    const status = statusOf(row)
    if (!closedStatuses.has(status.toLowerCase())) {
      if (closed !== null && !mapping.closeIsLastChange) note('reopened', row.line)
      return null
    }
    if (closed === null)
      fail(
        mapping.columns.closedAt ?? mapping.columns.status ?? '',
        'closed_without_time',
        status,
        'It is closed, and the file does not say when.',
      )
    else if (mapping.closeIsLastChange) note('close_is_last_change', row.line)
    return closed
  }

  return (row) => {
    const passed = passedOver(row)
    if (passed !== undefined) return { row: null, errors: passed }
    const cells = row.cells
    const { fail, errors } = failures(row)
    checkZeros(row, fail)
    const externalId = textAt(row, idIndex)
    if (externalId === '') fail(idHeader, 'missing', '', 'The id is missing.')
    else if (externalId.length > longest.externalId)
      fail(idHeader, 'too_long', externalId, `An id has at most ${longest.externalId} characters.`)
    const opened = openedOf(row, fail)
    const written = closedOf(row, fail)
    const closed = written === undefined ? undefined : closeBy(row, written, fail)
    const target = targetOf(row, fail)
    if (opened === null) fail(mapping.columns.openedAt ?? '', 'missing', '', 'The time when it was opened is missing.')
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
    const found = errors()
    if (found !== null || typeof opened !== 'number') return { row: null, errors: found ?? [] }
    const category = words.category(categoryOf(row))
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
        channel: words.channel(channelOf(row)),
        priority: words.priority(priorityOf(row)),
        team: words.team(teamOf(row)),
        area: areaOf(row),
        outcome: words.outcome(outcomeOf(row)),
        subject: subjectOf(row) || [category, subcategory].filter((part) => part !== '').join(': ') || externalId,
        description: descriptionOf(row),
        customerName: nameOf(row),
        customerEmail: mail.test(address) ? address : '',
        customerPhone: phoneOf(row),
        customerExternalId: theirIdOf(row),
      },
      errors: null,
    }
  }
}

const notADate = {
  iso: 'This is no date written year first, like 2026-07-31 14:05.',
  dmy: 'This is no date written day first, like 31/07/2026 14:05.',
  mdy: 'This is no date written month first, like 07/31/2026 2:05 PM.',
  epoch_s: 'This is no number of seconds since 1970.',
  epoch_ms: 'This is no number of milliseconds since 1970.',
} as const
