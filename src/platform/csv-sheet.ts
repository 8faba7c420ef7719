import { z } from 'zod'
import { type Cell, csvRecord, type SeparatorName } from '#platform/csv'
import { notSignedIn } from '#platform/errors'
import type { Run } from '#platform/gate'
import { type Actor, type Context, type Operation, operation } from '#platform/operation'

// One page is one short transaction and all that is held in memory; as many rows as the API gives at most.
export const PAGE_ROWS = 200

type Paged = { limit: z.ZodType; cursor: z.ZodType }
type Page = { items: unknown[]; nextCursor: string | null }
type RowOf<O extends z.ZodType> = z.input<O> extends { items: readonly (infer Row)[] } ? Row : never

/** A list as a table: what `csvRoute` and the command line offer. */
export type Sheet<Shape extends z.ZodRawShape = z.ZodRawShape, Name extends string = string> = {
  name: Name
  /** What the file and the list on the command line are called. */
  file: string
  permission: string
  summary: string
  header: readonly string[]
  /** The list's filters: its input without the paging. */
  filter: z.ZodObject<Shape, z.core.$strict>
  page: Operation<typeof pageAsked, typeof pageGiven>
}

// Filters were read by `filter` and are handed on as they are.
export const pageAsked = z.strictObject({ filter: z.record(z.string(), z.unknown()), cursor: z.string().nullable() })
export const pageGiven = z.object({ records: z.custom<Cell[][]>(), nextCursor: z.string().nullable() })

/**
 * Declares how a paged list is written as a table, under the list's permission.
 * @param of.columns cell by header, in order; headers are the API's names of fields and never change
 * @param of.find what else a page's rows need, read in the page's transaction: names of what rows point to
 */
export function sheet<
  const Name extends string,
  Shape extends z.ZodRawShape & Paged,
  Output extends z.ZodType<unknown, Page>,
  Known = undefined,
>(of: {
  name: Name
  file: string
  list: Operation<z.ZodObject<Shape, z.core.$strict>, Output>
  find?: (ctx: Context, rows: RowOf<Output>[]) => Promise<Known>
  columns: Readonly<Record<string, (row: RowOf<Output>, known: Known) => Cell>>
}): Sheet<Omit<Shape, keyof Paged>, Name> {
  const { list, columns, find } = of
  const { limit: _, cursor: __, ...filters } = list.input.shape
  const cells = Object.values(columns)
  return {
    name: of.name,
    file: of.file,
    permission: list.permission,
    summary: `${list.summary}; as CSV, all pages`,
    header: Object.keys(columns),
    filter: z.strictObject(filters) as unknown as z.ZodObject<Omit<Shape, keyof Paged>, z.core.$strict>,
    page: operation({
      name: of.name,
      effect: 'reads',
      permission: list.permission,
      summary: list.summary,
      input: pageAsked,
      output: pageGiven,
      async run(ctx, { filter, cursor }) {
        const asked = { ...filter, limit: PAGE_ROWS, ...(cursor === null ? {} : { cursor }) }
        const { items, nextCursor } = await list.run(ctx, asked as unknown as z.output<typeof list.input>)
        const rows = items as RowOf<Output>[]
        const known = (await find?.(ctx, rows)) as Known
        return { records: rows.map((row) => cells.map((cell) => cell(row, known))), nextCursor }
      },
    }),
  }
}

/**
 * A sheet as text: byte-order mark and header, then page after page, each read when the one before is taken. A row that is
 * added meanwhile is in it or not, but once; one that is moved in the list's order meanwhile may be missed or come again.
 * @param who asked before every page: whoever has been shut out gets no further one
 * @param filter as `sheet.filter` reads it
 * @param columns names of the header, in the order in which they are written
 * @throws Refusal before the first part for what the list refuses
 */
export async function* readSheet(
  run: Run,
  who: () => Promise<Actor | null>,
  { page, header }: Pick<Sheet, 'page' | 'header'>,
  filter: Record<string, unknown>,
  separator: SeparatorName,
  columns: readonly string[] = header,
): AsyncGenerator<string, void, undefined> {
  const places = columns.map((name) => header.indexOf(name))
  let head = `\uFEFF${csvRecord(columns, separator)}`
  let cursor: string | null = null
  let orgId: string | undefined
  do {
    const actor = await who()
    orgId ??= actor?.orgId
    if (actor === null || actor.orgId !== orgId) throw notSignedIn()
    const given: z.output<typeof pageGiven> = await run(page, actor, { filter, cursor })
    yield head +
      given.records
        .map((record) =>
          csvRecord(
            places.map((at) => record[at] ?? null),
            separator,
          ),
        )
        .join('')
    head = ''
    cursor = given.nextCursor
  } while (cursor !== null)
}
