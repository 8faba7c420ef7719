import { type DetectedTable, detectTable, dialectOf, proposeMapping } from './detect-table.ts'
import { isUtf16, Utf16Transcoder } from './encoding.ts'
import { type DateField, type Field, fields } from './fields.ts'
import { LocalTime } from './local-time.ts'
import { type DateFormat, readDate } from './read-date.ts'
import { scannerOf } from './scan-rows.ts'

const SAMPLE_BYTES = 4 * 1024 * 1024

/** One row of a log: its instants in epoch milliseconds (null: empty), and the cells that were asked for. */
export type LogEntry = {
  line: number
  id: string
  openedAt: number
  closedAt: number | null
  targetAt: number | null
  cells: Record<string, string>
}

export type OpenLog = {
  /** Which column is taken for which field. */
  columns: Record<Field, string | null>
  headers: string[]
  /** Times are written with an offset. */
  offsets: boolean
  /** The rows, once. @param keep headers or fields whose cells are wanted; unknown ones are empty */
  entries(keep: readonly string[]): AsyncGenerator<LogEntry | { line: number; bad: true }>
}

/**
 * Reads any log of requests as the importer does (encoding, separator, columns and formats found out from its beginning),
 * straight from its bytes: nothing is stored and one chunk at a time is in memory.
 * @param given columns by field that the caller knows better
 * @param endless the rows need no time of closing
 * @returns a sentence when it is no table, or has no column with the time of opening
 */
export async function openLog(
  chunks: AsyncIterable<Buffer>,
  {
    timeZone,
    given = {},
    endless = false,
  }: { timeZone: string; given?: Partial<Record<Field, string>>; endless?: boolean },
): Promise<OpenLog | { sentence: string }> {
  const iterator = chunks[Symbol.asyncIterator]()
  const head: Buffer[] = []
  let size = 0
  let done = false
  while (size < SAMPLE_BYTES && !done) {
    const next = await iterator.next()
    if (next.done) done = true
    else {
      head.push(next.value)
      size += next.value.length
    }
  }
  const sample = Buffer.concat(head)
  const table = detectTable(sample, done, { kind: 'requests' })
  if ('problem' in table) return { sentence: table.sentence }
  const mapping = proposeMapping(table, timeZone)
  const headers = table.columns.map(({ header }) => header)
  for (const [field, header] of Object.entries(given)) {
    if (!headers.includes(header)) return { sentence: `There is no column "${header}" in the file.` }
    for (const other of fields) if (mapping.columns[other] === header) mapping.columns[other] = null
    mapping.columns[field as Field] = header
  }
  if (mapping.columns.openedAt === null) return { sentence: 'No column holds the time when a request came in.' }
  if (mapping.columns.closedAt === null && !endless)
    return { sentence: 'No column holds the time when a request was closed.' }
  const formatOf = (field: DateField): DateFormat =>
    table.columns.find(({ header }) => header === mapping.columns[field])?.dates?.format ?? mapping.dateFormat ?? 'iso'
  const formats = { openedAt: formatOf('openedAt'), closedAt: formatOf('closedAt'), targetAt: formatOf('targetAt') }
  const openedIndex = headers.indexOf(mapping.columns.openedAt)
  const first = table.sample[0]?.[openedIndex] ?? ''
  const bytes = (async function* () {
    yield sample
    for (;;) {
      const next = await iterator.next()
      if (next.done) return
      yield next.value
    }
  })()
  return {
    columns: mapping.columns,
    headers,
    offsets: readDate(first.trim(), formats.openedAt)?.offset ?? false,
    entries: (keep) => readEntries(bytes, table, { columns: mapping.columns, headers, formats, timeZone, keep }),
  }
}

async function* readEntries(
  chunks: AsyncIterable<Buffer>,
  table: DetectedTable,
  {
    columns,
    headers,
    formats,
    timeZone,
    keep,
  }: {
    columns: Record<Field, string | null>
    headers: string[]
    formats: Record<'openedAt' | 'closedAt' | 'targetAt', DateFormat>
    timeZone: string
    keep: readonly string[]
  },
): AsyncGenerator<LogEntry | { line: number; bad: true }> {
  const encoding = table.encoding.encoding ?? table.encoding.candidates[0]?.encoding ?? 'utf-8'
  const separator = table.separator.separator ?? table.separator.seen[0]?.separator ?? ','
  const transcoder = isUtf16(encoding) ? new Utf16Transcoder(encoding === 'utf-16be' ? 'utf-16be' : 'utf-16le') : null
  // A table is read from its first byte, header and all: bytes of what stands before come with the chunks.
  const start = table.json === null ? null : table.body
  const scanner = scannerOf(dialectOf(table, { encoding, separator }), start ?? { offset: 0, line: 1 })
  const body = table.body?.line ?? 2
  let before = start?.offset ?? 0
  const local = new LocalTime(timeZone)
  const at = (field: Field): number => (columns[field] === null ? -1 : headers.indexOf(columns[field]))
  const indices = { id: at('externalId'), openedAt: at('openedAt'), closedAt: at('closedAt'), targetAt: at('targetAt') }
  const kept = keep.map((name) => {
    const field = fields.find((one) => one === name)
    return [name, field && at(field) >= 0 ? at(field) : headers.indexOf(name)] as const
  })
  /** null: empty; undefined: no date. */
  const instantOf = (cells: readonly string[], field: keyof typeof formats): number | null | undefined => {
    const text = (cells[indices[field]] ?? '').trim()
    if (text === '') return null
    const written = readDate(text, formats[field])
    if (written === null) return undefined
    const day = written.dateOnly && field !== 'openedAt' ? 86_399_000 : 0
    return written.offset ? written.at : local.place(written.at + day).at
  }
  const read = (cells: readonly string[], line: number): LogEntry | { line: number; bad: true } => {
    const openedAt = instantOf(cells, 'openedAt')
    const closedAt = instantOf(cells, 'closedAt')
    if (openedAt === null || openedAt === undefined || closedAt === undefined) return { line, bad: true }
    const known: Record<string, string> = {}
    for (const [name, i] of kept) known[name] = (cells[i] ?? '').trim()
    const id = indices.id < 0 ? String(line) : (cells[indices.id] ?? '').trim() || String(line)
    return { line, id, openedAt, closedAt, targetAt: instantOf(cells, 'targetAt') ?? null, cells: known }
  }
  const entriesOf = function* (bytes: Buffer, last: boolean) {
    for (const row of scanner.push(bytes, last)) {
      if (row.line < body) continue
      yield row.flaw === null ? read(row.cells, row.line) : { line: row.line, bad: true as const }
    }
  }
  for await (const chunk of chunks) {
    const bytes = transcoder ? transcoder.push(chunk) : chunk
    const skipped = Math.min(before, bytes.length)
    before -= skipped
    yield* entriesOf(bytes.subarray(skipped), false)
  }
  yield* entriesOf(transcoder ? transcoder.finish() : Buffer.alloc(0), true)
}
