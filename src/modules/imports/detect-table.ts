import {
  type Column,
  describeColumns,
  guessKind,
  headerLooksLikeData,
  keepable,
  type Proposal,
  proposeColumns,
} from './detect-columns.ts'
import { detectEncoding, type EncodingFinding, findForeignFormat } from './detect-encoding.ts'
import { detectJson, sampleRecords } from './detect-json.ts'
import { detectNewline, detectSeparator, findSeparatorLine, type SeparatorFinding } from './detect-separator.ts'
import { type Encoding, isUtf16, Utf16Transcoder } from './encoding.ts'
import { type FailureCode, failures } from './failures.ts'
import { type DateField, dateFields, type ImportKind } from './fields.ts'
import { type Mapping, unsaid } from './mapping.ts'
import type { DateFormat } from './read-date.ts'
import { proposeFromExport, type Recognised, readingOfExport, recognise } from './recognise.ts'
import { CsvScanner, type Position, type Separator } from './scan-csv.ts'
import type { JsonLayout } from './scan-json.ts'
import type { FileDialect } from './scan-rows.ts'

/** What cannot be imported as a table at all, and why. */
export type NoTable = { problem: Exclude<FailureCode, 'differs' | 'interrupted'>; sentence: string }

/** What the beginning of a file shows. Positions are in the transcoded text when the encoding is UTF-16. */
export type DetectedTable = {
  encoding: EncodingFinding
  separator: SeparatorFinding
  newline: 'lf' | 'cr'
  /** How the records of a JSON file lie, and the list that holds them; null: it is a table. */
  json: { layout: JsonLayout; path: string } | null
  /** Where the first row of data begins; null: there is none in the sample. */
  body: Position | null
  columns: Column[]
  /** The export of a help desk that it is; null: of none that is known. */
  export: Recognised | null
  /** What the rows are: as given, else of the export, else guessed. */
  kind: ImportKind
  proposals: Proposal[]
  sample: string[][]
  rowsLookedAt: number
  headerLooksLikeData: boolean
  /** The import whose mapping was proposed again, because its file had the same columns. */
  recalledFrom?: { id: string; name: string } | undefined
}

const rowsLookedAt = 5000
const rowsShown = 8

const noTable = (problem: NoTable['problem']): NoTable => ({ problem, sentence: failures[problem] })

/**
 * Reads the first bytes of a file: encoding, separator, header, columns and what they may hold. What a person has already
 * decided (`given`) is taken as it is.
 * @param whole the sample is the whole file
 */
export function detectTable(
  sample: Buffer,
  whole: boolean,
  given: { encoding?: Encoding | null; separator?: Separator | null; kind?: ImportKind | null } = {},
): DetectedTable | NoTable {
  const foreign = findForeignFormat(sample)
  if (foreign !== null) return noTable(foreign as NoTable['problem'])
  const encoding = detectEncoding(sample, whole)
  const readAs = given.encoding ?? encoding.encoding ?? encoding.candidates[0]?.encoding ?? 'utf-8'
  const text = isUtf16(readAs) ? transcode(sample, readAs) : sample
  if (text.subarray(0, 65_536).filter((byte) => byte === 0).length > text.length / 100 + 8) return noTable('binary')
  const start: Position = { offset: isUtf16(readAs) ? 0 : encoding.bomBytes, line: 1 }
  const json = detectJson(text, start.offset, whole)
  if (json === 'no_list') return noTable('json')
  if (json !== null) {
    const { paths, rows } = sampleRecords(text, json, { encoding: readAs, whole, most: rowsLookedAt })
    if (paths.length === 0) return noTable('empty')
    const { layout, path, body } = json
    const separator: SeparatorFinding = { separator: ',', seen: [] }
    return describe(
      { encoding, separator, newline: 'lf', json: { layout, path }, body },
      paths,
      rows,
      given.kind ?? null,
    )
  }
  const named = findSeparatorLine(text, start)
  const table = named?.table ?? start
  const bytes = text.subarray(table.offset)
  const newline = detectNewline(bytes)
  const separator = detectSeparator(bytes, newline, readAs)
  if (named !== null) separator.separator = named.separator
  const cutBy = given.separator ?? separator.separator ?? separator.seen[0]?.separator ?? ','
  const scanner = new CsvScanner({ encoding: readAs, separator: cutBy, newline }, table)
  let header: string[] | null = null
  let body: Position | null = null
  const rows: string[][] = []
  for (const row of scanner.push(bytes, whole)) {
    if (header === null) {
      if (row.flaw === 'quote_open' || row.flaw === 'quote_text') return noTable('header')
      header = row.cells
      body = row.next
    } else if (
      row.flaw === null &&
      row.cells.length === header.length &&
      row.cells.some((cell) => cell.trim() !== '')
    ) {
      rows.push(row.cells)
      if (rows.length === rowsLookedAt) break
    }
  }
  if (header === null || header.every((cell) => cell.trim() === '')) return noTable('empty')
  return describe({ encoding, separator, newline, json: null, body }, header, rows, given.kind ?? null)
}

type Cut = Pick<DetectedTable, 'encoding' | 'separator' | 'newline' | 'json' | 'body'>

const formatOf = ({ json }: Pick<DetectedTable, 'json'>): 'csv' | 'json' => (json === null ? 'csv' : 'json')

function describe(
  cut: Cut,
  header: readonly string[],
  rows: readonly string[][],
  given: ImportKind | null,
): DetectedTable {
  const columns = describeColumns(header, rows)
  const format = formatOf(cut)
  const recognised = recognise(columns, format)
  const kind = given ?? recognised?.kind ?? guessKind(columns, rows.length)
  return {
    ...cut,
    columns,
    export: recognised,
    kind,
    proposals: proposeFromExport(columns, format, kind) ?? proposeColumns(columns, rows.length, kind),
    sample: rows.slice(0, rowsShown).map((cells) => cells.map((cell) => keepable(cell, 200))),
    rowsLookedAt: rows.length,
    headerLooksLikeData: cut.json === null && headerLooksLikeData(header),
  }
}

/** How to cut the rest of a file into rows, with what a mapping has decided. */
export const dialectOf = (
  { json, newline, columns }: Pick<DetectedTable, 'json' | 'newline' | 'columns'>,
  { encoding, separator }: { encoding: Encoding; separator: Separator },
): FileDialect => ({
  encoding,
  separator,
  newline,
  json: json && { layout: json.layout, paths: columns.map(({ written }) => written) },
})

function transcode(sample: Buffer, encoding: Encoding): Buffer {
  const transcoder = new Utf16Transcoder(encoding === 'utf-16be' ? 'utf-16be' : 'utf-16le')
  return Buffer.concat([transcoder.push(sample)])
}

type DateChoice = Pick<Mapping, 'dateFormat' | 'dateFormats'>

/**
 * One format for the mapped date columns: where day and month cannot be told apart in one column, another of the same file
 * that proves it decides; columns that prove different formats keep their own. null: nothing decides.
 */
export function proposeDateFormat(
  columns: readonly Column[],
  mapped: Mapping['columns'],
): DateChoice & { ambiguous: DateFormat[] } {
  const findings = dateFields.flatMap((field): [DateField, Column][] => {
    const column = columns.find((candidate) => candidate.header === mapped[field])
    return column?.dates ? [[field, column]] : []
  })
  const proved = findings.flatMap(([, column]) => column.dates?.format ?? [])
  const undecided = findings.find(([, column]) => column.dates?.format === null)?.[1].dates?.choices ?? []
  const main = proved.find((format) => undecided.length === 0 || undecided.includes(format)) ?? null
  if (main === null) return { dateFormat: null, dateFormats: {}, ambiguous: undecided }
  const own = findings.flatMap(([field, column]) => {
    const format = column.dates?.format
    return format && format !== main ? [[field, format] as const] : []
  })
  return { dateFormat: main, dateFormats: Object.fromEntries(own), ambiguous: undecided }
}

/** The mapping that a detected table suggests; what nobody can know from the bytes stays null. */
export function proposeMapping(table: DetectedTable, timeZone: string): Mapping {
  const { kind } = table
  const proposed = Object.fromEntries(table.proposals.map((proposal) => [proposal.field, proposal.column]))
  const columns: Mapping['columns'] = { ...unsaid.columns, ...proposed }
  const { dateFormat, dateFormats } = proposeDateFormat(table.columns, columns)
  // Rows that name a person beside the customer are of companies.
  const customerKind = columns.contactName !== null && columns.name !== null ? 'company' : 'person'
  return {
    ...unsaid,
    columns,
    encoding: table.encoding.encoding,
    separator: table.separator.separator,
    dateFormat,
    dateFormats,
    timeZone,
    customerKind,
    ...readingOfExport(table.columns, formatOf(table), { kind, timeZone, closedAt: columns.closedAt }),
  }
}
