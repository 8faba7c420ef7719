import { z } from 'zod'
import { csvRecord, SEPARATORS, type SeparatorName } from '#platform/csv'
import { readSheet, type Sheet } from '#platform/csv-sheet'
import { Refusal } from '#platform/errors'
import {
  type Door,
  type DoorOperation,
  doorOperation,
  type Route,
  type RouteOptions,
  route,
  type Visit,
} from '#platform/routes'

/** A file on its way: its name and its bytes. */
export type Download = { file: string; bytes: ReadableStream<Uint8Array> }

export const separator = z
  .enum(Object.keys(SEPARATORS) as [SeparatorName, ...SeparatorName[]])
  .default('comma')
  .meta({
    description: 'What stands between cells. Spreadsheets set to a language that writes 1,5 open semicolon.',
  })

/** Which columns a file has, in which order: names of the header, separated by commas. */
const columnsOf = (header: readonly string[]) =>
  z
    .string()
    .max(2_000)
    .refine((text) => text.split(',').every((name) => header.includes(name)), {
      error: `Must be one or more of ${header.join(', ')}, separated by commas`,
    })
    .optional()
    .meta({
      description: 'Columns in this order, separated by commas. Default: all.',
      examples: [header.slice(0, 2).join(',')],
    })
type Columns = ReturnType<typeof columnsOf>

type CsvOperation<Shape extends z.ZodRawShape, Name extends string> = DoorOperation<
  z.ZodObject<Shape & { separator: typeof separator; columns: Columns }, z.core.$strict>,
  z.ZodType<Download>,
  Name
>

/**
 * The route that gives a whole list as a file: UTF-8 with a byte-order mark, RFC 4180, filters and permission of the list.
 * What is refused is a problem document; a fault in the middle cuts the connection, so that half a file is not taken for
 * a whole one.
 */
export function csvRoute<const Path extends `${string}.csv`, Shape extends z.ZodRawShape, const Name extends string>(
  path: Path,
  sheet: Sheet<Shape, Name>,
): Route<'get', Path, CsvOperation<Shape, Name>> {
  const op = doorOperation({
    name: sheet.name,
    scope: 'door',
    effect: 'reads',
    permission: sheet.permission,
    summary: sheet.summary,
    input: z.strictObject({ ...sheet.filter.shape, separator, columns: columnsOf(sheet.header) }),
    output: z.custom<Download>().meta({ examples: [csvRecord(sheet.header, 'comma')] }),
    async run(door, input) {
      // What a shape of any kind becomes is more than the compiler follows.
      const { separator: between, columns, ...filter } = input as { separator: SeparatorName; columns?: string }
      return download(door, sheet, filter, between, columns?.split(','))
    },
  })
  const made = route('get', path, op, csvAnswer)
  return made as unknown as Route<'get', Path, CsvOperation<Shape, Name>>
}

/** How a download is answered. */
export const csvAnswer: RouteOptions<Download> = {
  contentType: 'text/csv',
  respond: (c, { file, bytes }) =>
    c.body(bytes, 200, {
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': `attachment; filename="${file}"`,
    }),
}

/**
 * Begins to read a sheet for the caller at this door.
 * @throws Refusal for what the list refuses: that shows while there is still an answer to be given
 */
export async function download(
  { run, visit }: Door,
  sheet: Pick<Sheet, 'file' | 'header' | 'page'>,
  filter: Record<string, unknown>,
  between: SeparatorName,
  columns?: readonly string[],
): Promise<Download> {
  let first = true
  const who = () => {
    const known = first ? Promise.resolve(visit.actor) : visit.again()
    first = false
    return known
  }
  const parts = readSheet(run, who, sheet, filter, between, columns)
  const { value } = await parts.next()
  const day = visit.now.toString().slice(0, 10)
  return { file: `${sheet.file}-${day}.csv`, bytes: streamOf(value ?? '', parts, visit) }
}

/** Reads on only when what was read is taken, and no further once the reader has left. */
const streamOf = (first: string, parts: AsyncGenerator<string>, visit: Visit): ReadableStream<Uint8Array> => {
  let next: string | undefined = first
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          const part: string | undefined = next ?? (await parts.next()).value ?? undefined
          next = undefined
          if (part === undefined) controller.close()
          else controller.enqueue(Buffer.from(part))
        } catch (error) {
          if (!(error instanceof Refusal)) visit.fault(error)
          throw error
        }
      },
      async cancel() {
        await parts.return(undefined)
      },
    },
    { highWaterMark: 0 },
  )
}
