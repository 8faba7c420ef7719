import { z } from 'zod'
import { timeZone } from '#platform/fields'
import { encodings } from './encoding.ts'
import { dateFields, type Field, fields, fieldsOf, type ImportKind, type WordField, wordFields } from './fields.ts'
import { dateFormats } from './read-date.ts'
import { separators } from './scan-csv.ts'

export const customerKinds = ['person', 'company'] as const

export const requestKinds = ['question', 'job', 'order', 'appointment', 'complaint', 'return', 'suggestion'] as const

const columnName = z.string().min(1).max(210).nullable()
const column = (field: Field) =>
  columnName.meta({
    description: `Header of the column that holds ${descriptions[field]}; null: none.`,
    examples: [field],
  })

const descriptions: Readonly<Record<Field, string>> = {
  externalId: 'the id in the other system, unique in it',
  openedAt: 'when the request came in',
  closedAt: 'when the work was done',
  targetAt: "the other system's own target: becomes a promise of basis `imported`",
  category: 'the category',
  subcategory: 'the subcategory',
  channel: 'the channel that the request came by',
  priority: 'the priority',
  team: 'the team or queue',
  area: 'the area or location',
  outcome: 'the outcome or resolution',
  subject: 'the subject in one line',
  description: 'the description',
  customerName: "the customer's name",
  customerEmail: "the customer's e-mail address",
  customerPhone: "the customer's telephone number",
  customerExternalId: "the customer's id in the other system",
  status: 'the state there; closedStatuses says which ones mean closed',
  name: "the customer's name",
  lastName: 'the last name, where it stands in a column of its own: it is put after the name',
  kind: 'person or company',
  contactName: 'the name of the person at the customer: rows of one customer add their contacts to it',
  email: "the contact's e-mail address",
  phone: "the contact's telephone number",
  otherPhone: 'another number, taken where the first is missing',
  language: 'the language that the contact is written to in',
  timeZone: "the contact's time zone",
  segment: 'the segment',
  note: 'standing wishes',
}

const columnsShape = Object.fromEntries(fields.map((field) => [field, column(field)])) as Record<
  Field,
  typeof columnName
>

/**
 * How a file's rows become requests: data, so that it can be shown, changed, kept and used again. `null` stands for what
 * is not answered yet (`encoding`, `separator`, `dateFormat`) or not in the file (a column).
 */
export const mappingSchema = z.strictObject({
  columns: z.strictObject(columnsShape).meta({ description: 'Header of the column for each field.' }),
  encoding: z
    .enum(encodings)
    .nullable()
    .meta({ description: 'Encoding of the text.', examples: ['utf-8'] }),
  separator: z
    .enum(separators)
    .nullable()
    .meta({ description: 'What stands between cells.', examples: [','] }),
  dateFormat: z
    .enum(dateFormats)
    .nullable()
    .meta({ description: 'How dates are written.', examples: ['iso'] }),
  dateFormats: z
    .partialRecord(z.enum(dateFields), z.enum(dateFormats))
    .meta({ description: 'Formats of single columns that differ from dateFormat.', examples: [{ targetAt: 'dmy' }] }),
  timeZone: timeZone.meta({
    description: 'Zone of times that are written without an offset.',
    examples: ['America/New_York'],
  }),
  completeUntil: z.iso
    .datetime({ offset: true })
    .nullable()
    .meta({
      description:
        'The instant up to which the log is complete: what is not closed by then was still open then. null: the last instant in the file.',
      examples: ['2016-04-30T22:47:00Z'],
    }),
  requestKind: z.enum(requestKinds).meta({ description: 'Kind that the requests get.', examples: ['job'] }),
  source: z
    .string()
    .regex(/^[a-z0-9][a-z0-9._-]{0,39}$/, 'Use up to 40 small letters, digits, points, dashes.')
    .meta({ description: 'The system that the file comes from: ids are unique within it.', examples: ['csv'] }),
  closedStatuses: z
    .array(z.string().trim().min(1).max(200))
    .max(50)
    .meta({
      description: 'What the column for status says of a request that is closed, without regard to case.',
      examples: [['solved', 'closed']],
    }),
  closeIsLastChange: z
    .boolean()
    .meta({ description: 'The file does not say when it was closed: closedAt is its last change.', examples: [false] }),
  values: z.partialRecord(z.enum(wordFields), z.record(z.string().max(200), z.string().max(200))).meta({
    description: 'Words of the file by field and what they are here, without regard to case; others stay as they are.',
    examples: [{ priority: { '1': 'Low' } }],
  }),
  only: z
    .strictObject({
      column: z
        .string()
        .min(1)
        .max(210)
        .meta({ examples: ['role'] }),
      values: z
        .array(z.string().max(200))
        .min(1)
        .max(50)
        .meta({ examples: [['end-user']] }),
    })
    .nullable()
    .meta({ description: 'Only rows that have one of these values in this column; null: all.' }),
  customerKind: z.enum(customerKinds).meta({ description: 'Kind of customers whose row does not say it.' }),
  existing: z.enum(['skip', 'complete']).meta({
    description:
      'Of customers that are there already: skip them, or complete what is empty and add contacts. Nothing is overwritten.',
  }),
})
export type Mapping = z.infer<typeof mappingSchema>

/** A change of a mapping: only what is to change, columns one by one. */
export const mappingChangeSchema = mappingSchema
  .partial()
  .extend({ columns: z.strictObject(columnsShape).partial().optional() })
export type MappingChange = z.infer<typeof mappingChangeSchema>

/** What a mapping has that nobody has said anything about; also what one lacks that was kept by an earlier version. */
export const unsaid: Omit<Mapping, 'timeZone'> = {
  columns: Object.fromEntries(fields.map((field) => [field, null])) as Mapping['columns'],
  encoding: null,
  separator: null,
  dateFormat: null,
  dateFormats: {},
  completeUntil: null,
  requestKind: 'job',
  source: 'csv',
  closedStatuses: [],
  closeIsLastChange: false,
  values: {},
  only: null,
  customerKind: 'person',
  existing: 'complete',
}

/** A mapping in which everything that is needed is answered. */
export type CompleteMapping = Mapping & {
  encoding: NonNullable<Mapping['encoding']>
  separator: NonNullable<Mapping['separator']>
  dateFormat: NonNullable<Mapping['dateFormat']>
}

/** What a person must still decide: where (a path in the mapping), a code, a sentence, and what can be chosen. */
export const questionSchema = z.object({
  path: z.string().meta({ description: 'The field of the mapping that answers it.', examples: ['dateFormat'] }),
  code: z
    .enum(['encoding', 'separator', 'day_or_month', 'date_format', 'column_missing', 'column_unknown', 'column_twice'])
    .meta({ examples: ['day_or_month'] }),
  sentence: z.string().meta({ examples: ['01/07/2011 can be 1 July or 7 January. Say which comes first.'] }),
  choices: z.array(z.string()).meta({ examples: [['dmy', 'mdy']] }),
})
export type Question = z.infer<typeof questionSchema>

/** One column of each group is needed. */
export const neededOf: Readonly<Record<ImportKind, readonly (readonly Field[])[]>> = {
  requests: [['externalId'], ['openedAt']],
  customers: [['name', 'contactName', 'email']],
}
const neededSentence: Partial<Record<Field, string>> = {
  externalId: 'Say which column holds the id: it keeps the same row from being imported twice.',
  openedAt: 'Say which column holds the time when the request came in.',
  name: 'Say which column holds the name.',
}

/** What is open or wrong in a mapping, given the file's headers. Empty: the mapping is complete. */
export function questionsOf(
  kind: ImportKind,
  mapping: Mapping,
  headers: readonly string[],
  ambiguous: readonly string[] = [],
): Question[] {
  const questions: Question[] = []
  const ask = (path: string, code: Question['code'], sentence: string, choices: readonly string[] = []): void => {
    questions.push({ path, code, sentence, choices: [...choices] })
  }
  if (mapping.encoding === null) ask('encoding', 'encoding', 'Choose the encoding in which the words read right.')
  if (mapping.separator === null) ask('separator', 'separator', 'Choose what stands between cells.', separators)
  for (const group of neededOf[kind]) {
    const [field] = group
    if (field !== undefined && group.every((one) => mapping.columns[one] === null))
      ask(`columns.${field}`, 'column_missing', neededSentence[field] ?? '', headers)
  }
  const used = new Map<string, Field>()
  for (const field of fieldsOf[kind]) {
    const header = mapping.columns[field]
    if (header === null) continue
    const other = used.get(header)
    if (!headers.includes(header))
      ask(`columns.${field}`, 'column_unknown', `There is no column "${header}" in the file.`, headers)
    else if (other !== undefined)
      ask(`columns.${field}`, 'column_twice', `"${header}" already serves ${other}. Choose another or none.`, headers)
    used.set(header, field)
  }
  if (mapping.only !== null && !headers.includes(mapping.only.column))
    ask('only', 'column_unknown', `There is no column "${mapping.only.column}" in the file.`, headers)
  if (mapping.dateFormat === null && dateFields.some((field) => isIn(kind, field) && mapping.columns[field] !== null)) {
    if (ambiguous.length > 1)
      ask(
        'dateFormat',
        'day_or_month',
        'Every date reads with the day first and with the month first. Say which it is.',
        ambiguous,
      )
    else ask('dateFormat', 'date_format', 'Say how the dates are written.', dateFormats)
  }
  return questions
}

const isIn = (kind: ImportKind, field: Field): boolean => fieldsOf[kind].includes(field)

/** The mapping as complete, or null while something is open. */
export function completeMapping(
  kind: ImportKind,
  mapping: Mapping,
  headers: readonly string[],
): CompleteMapping | null {
  if (questionsOf(kind, mapping, headers).length > 0) return null
  // Customers may have no dates; then no format is ever asked for.
  return { ...mapping, dateFormat: mapping.dateFormat ?? 'iso' } as CompleteMapping
}

/** What a word of the file is here. */
export function wordReader(mapping: Mapping, field: WordField): (word: string) => string {
  const words = new Map(Object.entries(mapping.values[field] ?? {}).map(([from, to]) => [from.toLowerCase(), to]))
  return words.size === 0 ? (word) => word : (word) => words.get(word.toLowerCase()) ?? word
}

/** A mapping with a change laid over it. */
export function changeMapping(mapping: Mapping, change: MappingChange): Mapping {
  const { columns = {}, ...rest } = change
  // Another column for the close is meant as the time of closing, unless it is said otherwise.
  const close = columns.closedAt === undefined ? {} : { closeIsLastChange: false }
  return mappingSchema.parse({ ...mapping, ...close, ...rest, columns: { ...mapping.columns, ...columns } })
}
