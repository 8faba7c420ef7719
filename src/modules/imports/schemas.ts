import { z } from 'zod'
import { instantText } from '#platform/fields'
import { reasons } from './detect-columns.ts'
import { encodings } from './encoding.ts'
import { failureCodes } from './failures.ts'
import { fields, importKinds } from './fields.ts'
import { contents, systems } from './help-desk-export.ts'
import { mappingSchema, questionSchema } from './mapping.ts'
import { dateFormats } from './read-date.ts'
import { rowErrorCodes, rowNotes } from './row-errors.ts'
import { separators } from './scan-csv.ts'

/** Bytes of every part but the last. */
export const PART_BYTES = 1024 * 1024
/** Largest file. */
export const MAX_FILE_BYTES = 2 * 1024 * 1024 * 1024

export const STATES = [
  'uploading',
  'uploaded',
  'checking',
  'checked',
  'importing',
  'done',
  'cancelled',
  'failed',
  'undoing',
  'undone',
] as const
export type ImportState = (typeof STATES)[number]

export const importId = z.uuid().meta({ description: 'The import.' })

const count = (description: string, example = 58_248) =>
  z
    .number()
    .int()
    .min(0)
    .meta({ description, examples: [example] })

const positionSchema = z.object({ offset: z.number().int(), line: z.number().int() })

const dateFinding = z
  .object({
    format: z.enum(dateFormats).nullable(),
    choices: z
      .array(z.enum(dateFormats))
      .meta({ description: 'More than one: day and month cannot be told apart.', examples: [['dmy', 'mdy']] }),
    proof: z
      .string()
      .nullable()
      .meta({ description: 'A value that only this format reads.', examples: ['31/07/2011'] }),
    seen: z.array(
      z.object({
        format: z.enum(dateFormats),
        share: z.number().meta({ examples: [0.99] }),
        against: z
          .string()
          .nullable()
          .meta({ description: 'The first value it does not read.', examples: ['n/a'] }),
      }),
    ),
    local: z.number().meta({ description: 'Share of the values that need a time zone.', examples: [1] }),
    dateOnly: z.number().meta({ description: 'Share of the values without a time.', examples: [0] }),
  })
  .nullable()

/** What the beginning of the file shows, as it is stored and shown. */
export const detectedSchema = z.object({
  recalledFrom: z
    .object({ id: z.uuid(), name: z.string().meta({ examples: ['boston-311.csv'] }) })
    .optional()
    .meta({ description: 'The import whose mapping is proposed again, because its file had the same columns.' }),
  encoding: z.object({
    encoding: z.enum(encodings).nullable(),
    because: z.enum(['bom', 'ascii', 'utf8', 'zeros', 'not_utf8']),
    bomBytes: z.number().int(),
    candidates: z.array(
      z.object({
        encoding: z.enum(encodings),
        plausibility: z.number().meta({ examples: [0.93] }),
        words: z.array(z.string()).meta({ description: 'Words of the file as they would read.', examples: [['Łódź']] }),
      }),
    ),
  }),
  separator: z.object({
    separator: z.enum(separators).nullable(),
    seen: z.array(
      z.object({
        separator: z.enum(separators),
        columns: z
          .number()
          .int()
          .meta({ examples: [11] }),
        share: z.number().meta({ description: 'Share of the rows with that many columns.', examples: [1] }),
      }),
    ),
  }),
  newline: z.enum(['lf', 'cr']),
  json: z
    .object({
      layout: z.enum(['lines', 'values']).meta({ description: 'lines: one record a line.', examples: ['values'] }),
      path: z.string().meta({
        description: 'Path of the list that holds the records; empty: the file is the list.',
        examples: ['tickets'],
      }),
    })
    .nullable()
    .meta({ description: 'Of a JSON file; its columns are paths, such as `via.channel`. null: a table.' }),
  body: positionSchema.nullable(),
  columns: z.array(
    z.object({
      header: z.string().meta({ examples: ['opened_at'] }),
      written: z.string().meta({ examples: ['opened_at'] }),
      filled: count('Rows looked at in which it has a value.', 5000),
      distinct: count('Different values in them.', 4990),
      examples: z.array(z.string()).meta({ examples: [['2011-07-01T01:32:33']] }),
      dates: dateFinding,
    }),
  ),
  export: z
    .object({
      system: z.enum(systems),
      content: z.enum(contents).meta({ examples: ['tickets'] }),
      kind: z.enum(importKinds),
      times: z
        .enum(['offset', 'account'])
        .meta({ description: 'account: times are in the zone of the account there. offset: each says its own.' }),
    })
    .nullable()
    .meta({ description: 'The export of a help desk that the file is; null: of none that is known.' }),
  kind: z.enum(importKinds).meta({ description: 'What the rows are read as.' }),
  proposals: z.array(
    z.object({
      field: z.enum(fields),
      column: z.string().meta({ examples: ['opened_at'] }),
      sureness: z.enum(['sure', 'likely', 'guess']),
      because: z.enum(reasons),
      why: z.string().meta({ examples: ['it is named "opened_at" and holds dates'] }),
      alternatives: z.array(z.string()).meta({ examples: [['created']] }),
    }),
  ),
  sample: z
    .array(z.array(z.string()))
    .meta({ description: 'First rows.', examples: [[['101000295613', '2011-07-01T01:32:33']]] }),
  rowsLookedAt: count('Rows that the above rests on.', 5000),
  headerLooksLikeData: z.boolean().meta({ description: 'The first line looks like a row, not like names of columns.' }),
})

/** What the dry run found. */
export const checkSchema = z.object({
  rows: count('Rows in the file.', 58_251),
  valid: count('Rows that can be imported.'),
  bad: count('Rows that cannot, each listed with line and reason.', 3),
  known: count('Valid rows whose id was imported before from the same source: they change nothing.', 0),
  newCustomers: count('Customers that will be made; several rows may be of one.', 0).optional(),
  notes: z
    .array(
      z.object({
        code: z.enum(rowNotes),
        sentence: z.string().meta({ examples: ['The clock showed this local time twice: it is taken as the first.'] }),
        count: count('How often.', 4),
        firstLine: z
          .number()
          .int()
          .meta({ description: 'Line where it first occurs.', examples: [36_022] }),
      }),
    )
    .meta({ description: 'What was read by a rule that you should know of.' }),
  firstInstant: instantText.nullable(),
  lastInstant: instantText.nullable().meta({ description: 'Last opening or close: the proposal for completeUntil.' }),
  notClosed: count('Valid rows without a close: still open when the log was made.', 1_702),
  targets: z.object({
    kept: count('Targets that were kept.', 35_000),
    late: count('Targets that were missed by a later close.', 9_000),
    notClosed: count('Targets of rows without a close.', 800),
  }),
  repeatsSought: z
    .boolean()
    .meta({ description: 'false: the file is so long that repeated ids were sought in its first rows only.' }),
  encodings: detectedSchema.shape.encoding.shape.candidates.meta({
    description: 'Where rows are not UTF-8: encodings that they may be in.',
  }),
})
export type CheckSummary = z.infer<typeof checkSchema>

export const importView = z.object({
  id: z.uuid(),
  name: z.string().meta({ examples: ['boston-311.csv'] }),
  kind: z
    .enum(importKinds)
    .nullable()
    .meta({ description: 'null: found out when the file is there.', examples: ['requests'] }),
  state: z.enum(STATES),
  bytes: count('Length of the file.', 10_312_308),
  partBytes: count('Length of every part but the last.', PART_BYTES),
  parts: count('Number of parts.', 10),
  missingParts: z.array(z.number().int()).meta({ description: 'Parts still to be sent.', examples: [[2, 3]] }),
  detected: detectedSchema.nullable(),
  mapping: mappingSchema.nullable(),
  fields: z.array(z.object({ field: z.enum(fields), needed: z.boolean() })).meta({
    description: 'The fields that columns may be chosen for.',
    examples: [[{ field: 'externalId', needed: true }]],
  }),
  questions: z.array(questionSchema).meta({ description: 'What must be answered before the check.' }),
  check: checkSchema.nullable(),
  progress: z.object({
    read: count('Rows read so far.', 12_000),
    valid: count('Of them valid (check).', 11_997),
    bad: count('Of them bad.', 3),
    imported: count('Requests or customers made.', 11_997),
    completed: count('Rows whose customer was there and got something.', 0),
    joined: count('Rows of customers that this import made from an earlier row.', 0),
    known: count('Rows that changed nothing.', 0),
    total: z
      .number()
      .int()
      .nullable()
      .meta({ description: 'Rows in the file, when known.', examples: [58_251] }),
    share: z
      .number()
      .min(0)
      .max(1)
      .meta({ description: 'Share of the work that is done.', examples: [0.2] }),
  }),
  undo: z
    .object({
      requests: count('Requests taken back.', 11_997),
      customers: count('Customers taken back.', 0),
      contacts: count('Contacts of customers that stay, taken back.', 0),
      completed: count('Customers and contacts whose filled fields were emptied again.', 0),
      kept: count('Records that stay because something was built on them meanwhile, or because they were changed.', 0),
    })
    .nullable()
    .meta({ description: 'What was taken back so far; null: nothing was.' }),
  failure: z
    .string()
    .nullable()
    .meta({ description: 'Why it cannot go on, in a sentence.', examples: [null] }),
  failureCode: z
    .enum(failureCodes)
    .nullable()
    .meta({ description: 'The same as a code, for words of your own.', examples: [null] }),
  createdAt: instantText,
  finishedAt: instantText.nullable(),
  allowed: z.array(z.enum(['upload', 'change', 'check', 'start', 'cancel', 'undo'])),
  badRows: z.boolean().meta({ description: 'Its bad rows can be had as a file: GET /v1/imports/{id}/bad-rows.csv.' }),
  version: z.number().int().min(1),
})
export type ImportView = z.input<typeof importView>

export const rowErrorView = z.object({
  line: z
    .number()
    .int()
    .meta({ description: 'Line of the file, from 1; of a JSON file the number of the record.', examples: [6698] }),
  column: z.string().meta({ description: 'Header of the column; empty: the whole row.', examples: ['target_at'] }),
  code: z.enum(rowErrorCodes),
  excerpt: z.string().meta({ description: 'What stands there.', examples: ['2011-07-21T00:00:00'] }),
  sentence: z.string().meta({ examples: ['Its target is before it was opened.'] }),
})
