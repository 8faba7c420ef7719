import { customerIdNames } from './customer-names.ts'
import { type DateFinding, detectDates } from './detect-dates.ts'
import { dateFields, type Field, fields, fieldsOf, type ImportKind, names } from './fields.ts'

/** One column of the file as seen in the sample. `header` is unique: empty and repeated names are made so. */
export type Column = {
  header: string
  /** As written in the file, when that differs. */
  written: string
  /** Values that are not empty, of the rows looked at. */
  filled: number
  distinct: number
  examples: string[]
  dates: DateFinding | null
}

export type Sureness = 'sure' | 'likely' | 'guess'

/** `named`, `partly_named`, and what the values added: all empty, repeated; `values`: no name fitted, the
 * values do; `export`: this system's exports have it there. */
export const reasons = ['named', 'partly_named', 'empty', 'repeats', 'values', 'export'] as const
export type Reason = (typeof reasons)[number]

/** Which column is taken for a field, how sure that is, why (as a code and a sentence), and which others could be meant. */
export type Proposal = {
  field: Field
  column: string
  sureness: Sureness
  because: Reason
  why: string
  alternatives: string[]
}

const accents = /\p{M}/gu

/** A name without case, accents, punctuation and camel case: `openedAt`, `OPENED_AT` and `Opened at` are alike. */
export function plainName(name: string): string {
  return name
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .normalize('NFKD')
    .replace(accents, '')
    .toLowerCase()
    .replaceAll('ł', 'l')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

const knownOf = (kind: ImportKind): Record<Field, string[]> => {
  const idNames = kind === 'customers' ? { externalId: customerIdNames } : {}
  const wanted: Record<Field, readonly string[]> = { ...names, ...idNames }
  return Object.fromEntries(fields.map((field) => [field, wanted[field].map(plainName)])) as Record<Field, string[]>
}
const knownNames = { requests: knownOf('requests'), customers: knownOf('customers') }

/** Unique names for the columns: `column 3` for an empty one, `name (2)` for a repetition. */
export function uniqueHeaders(cells: readonly string[]): string[] {
  const used = new Set<string>()
  return cells.map((cell, i) => {
    const base = keepable(cell.trim().replace(/\s+/g, ' '), 200) || `column ${i + 1}`
    let name = base
    for (let n = 2; used.has(name); n++) name = `${base} (${n})`
    used.add(name)
    return name
  })
}

/** At most `most` characters as the database keeps them: without zeros and halves of a pair. */
export const keepable = (text: string, most: number): string =>
  text.slice(0, most).toWellFormed().replaceAll('\0', '\ufffd')

/** What the sample's rows say of each column. @param rows cells of rows as wide as the header */
export function describeColumns(header: readonly string[], rows: readonly (readonly string[])[]): Column[] {
  return uniqueHeaders(header).map((name, i) => {
    const values = rows.map((row) => keepable((row[i] ?? '').trim(), 500)).filter((value) => value !== '')
    const distinct = new Set(values)
    const dates = detectDates(values)
    return {
      header: name,
      written: keepable(header[i] ?? '', 2_000),
      filled: values.length,
      distinct: distinct.size,
      examples: [...distinct].slice(0, 3).map((value) => keepable(value, 80)),
      dates: dates.choices.length > 0 ? dates : null,
    }
  })
}

const isDateField = (field: Field): boolean => (dateFields as readonly Field[]).includes(field)
const aboutPersons = /\b(by|user|por|przez|кем|agent|automatic)\b/

type Match = { field: Field; column: Column; score: number; because: Reason; why: string }

function matchName(field: Field, column: Column, kind: ImportKind): Match | null {
  const known = knownNames[kind]
  const name = plainName(column.written)
  const rank = known[field].indexOf(name)
  if (rank !== -1)
    return { field, column, score: 100 - rank / 10, because: 'named', why: `it is named "${column.header}"` }
  const part = known[field].findIndex((word) => word.length > 3 && ` ${name} `.includes(` ${word} `))
  if (part === -1 || (isDateField(field) && aboutPersons.test(name))) return null
  const extra = name.split(' ').length - (known[field][part] ?? '').split(' ').length
  return {
    field,
    column,
    score: 60 - part / 10 - extra * 5,
    because: 'partly_named',
    why: `"${known[field][part]}" is part of its name`,
  }
}

const mostly = 0.9
const shareOfDates = (column: Column): number => (column.dates === null ? 0 : (column.dates.seen[0]?.share ?? 0))

/** Values speak for or against what the name says. */
function weigh(match: Match, rows: number, kind: ImportKind): Match | null {
  const { field, column } = match
  if (column.filled === 0)
    return { ...match, score: match.score - 20, because: 'empty', why: `${match.why}, but every cell is empty` }
  const dates = shareOfDates(column)
  if (isDateField(field)) {
    if (dates >= mostly) return { ...match, why: `${match.why} and holds dates` }
    return dates > 0 ? { ...match, score: match.score - 25, why: `${match.why} and part of it is dates` } : null
  }
  if (dates >= mostly && field !== 'externalId') return null
  // A customer has a row for each contact.
  if (field === 'externalId' && kind === 'requests') {
    const unique = column.filled === rows && column.distinct === rows
    return unique
      ? { ...match, why: `${match.why} and no value comes twice` }
      : { ...match, score: match.score - 45, because: 'repeats', why: `${match.why}, but values repeat or are missing` }
  }
  if (field === 'customerEmail' || field === 'email') {
    return column.examples.some((value) => value.includes('@'))
      ? { ...match, why: `${match.why} and holds addresses` }
      : null
  }
  return match
}

function sureness(match: Match, rivals: number): Sureness {
  if (match.score >= 80 && rivals === 0) return 'sure'
  return match.score >= 40 ? 'likely' : 'guess'
}

/**
 * Proposes a column for each field, by name first and by values against it; each column serves at most one field. For the
 * two fields that are needed a column is guessed from its values when no name fits.
 * @param rows how many rows the columns were described from
 */
export function proposeColumns(columns: readonly Column[], rows: number, kind: ImportKind = 'requests'): Proposal[] {
  const fields = fieldsOf[kind]
  const matches = fields
    .flatMap((field) => columns.flatMap((column) => matchName(field, column, kind) ?? []))
    .flatMap((match) => weigh(match, rows, kind) ?? [])
    .sort((a, b) => b.score - a.score)
  const proposals = new Map<Field, Proposal>()
  const taken = new Set<string>()
  for (const match of matches) {
    if (proposals.has(match.field) || taken.has(match.column.header) || match.score < 20) continue
    const others = matches.filter((other) => other.field === match.field && other.column !== match.column)
    const rivals = others.filter((other) => other.score >= 80 && !taken.has(other.column.header)).length
    taken.add(match.column.header)
    proposals.set(match.field, {
      field: match.field,
      column: match.column.header,
      sureness: sureness(match, rivals),
      because: match.because,
      why: match.why,
      alternatives: others.map((other) => other.column.header),
    })
  }
  const guess = (field: Field, why: string, fits: (column: Column) => boolean): void => {
    if (proposals.has(field)) return
    const free = columns.filter((column) => !taken.has(column.header) && fits(column)).map((column) => column.header)
    const [column, ...alternatives] = free
    if (column === undefined) return
    taken.add(column)
    proposals.set(field, { field, column, sureness: 'guess', because: 'values', why, alternatives })
  }
  if (rows > 0 && kind === 'requests') {
    guess(
      'openedAt',
      'every row has a date in it',
      (column) => column.filled === rows && shareOfDates(column) >= mostly,
    )
    guess(
      'externalId',
      'no value comes twice',
      (column) => column.distinct === rows && column.filled === rows && column.dates === null,
    )
  }
  return fields.flatMap((field) => proposals.get(field) ?? [])
}

const named = (proposals: readonly Proposal[], ...fields: Field[]): boolean =>
  proposals.some((proposal) => proposal.because === 'named' && fields.includes(proposal.field))

/** What the rows seem to be: customers when columns say who and how to reach them, and none says what they wanted. */
export function guessKind(columns: readonly Column[], rows: number): ImportKind {
  const customers = proposeColumns(columns, rows, 'customers')
  const requests = proposeColumns(columns, rows, 'requests')
  const reachable = named(customers, 'name', 'contactName') && named(customers, 'email', 'phone')
  // A customer has a type and a title, too.
  const subject = requests.find(({ field }) => field === 'subject')
  const about = subject?.because === 'named' && plainName(subject.column) !== 'title'
  const wanted = about || named(requests, 'closedAt', 'targetAt', 'priority', 'outcome')
  return reachable && !wanted ? 'customers' : 'requests'
}

/** The first row holds dates or nothing but numbers: it is probably a row of data and the file has no header. */
export function headerLooksLikeData(header: readonly string[]): boolean {
  const cells = header.map((cell) => cell.trim()).filter((cell) => cell !== '')
  const numbers = cells.filter((cell) => /^[\d\s.,:/-]+$/.test(cell)).length
  return (
    cells.some((cell) => detectDates([cell]).choices.some((format) => !format.startsWith('epoch'))) ||
    (cells.length > 0 && numbers > cells.length / 2)
  )
}
