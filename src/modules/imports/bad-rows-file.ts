import { z } from 'zod'
import { loadMessages, type Messages } from '#messages/importing'
import { organizationOf } from '#modules/directory'
import { csvAnswer, type Download, download, separator } from '#platform/csv-route'
import { PAGE_ROWS, pageAsked, pageGiven } from '#platform/csv-sheet'
import { notSignedIn } from '#platform/errors'
import type { Run } from '#platform/gate'
import { type Actor, operation } from '#platform/operation'
import { doorOperation, route } from '#platform/routes'
import { badRowsGone, importNotFound } from './errors.ts'
import { findImport, listBadRows, rowErrorsOf } from './queries.ts'
import { ERROR_COLUMN } from './row-errors.ts'
import { importId } from './schemas.ts'
import { detectedOf, headersOf } from './view.ts'

const columnsOfImport = operation({
  name: 'imports.badRowColumns',
  effect: 'reads',
  permission: 'imports.read',
  summary: 'The columns of the bad rows of an import',
  input: z.strictObject({ id: importId }),
  output: z.object({ name: z.string(), headers: z.array(z.string()) }),
  async run(ctx, { id }) {
    const row = await findImport(ctx.db, ctx.orgId, id)
    if (!row) throw importNotFound()
    const detected = detectedOf(row)
    if (detected === null || !row.bad_rows_kept) throw badRowsGone()
    return { name: row.name, headers: headersOf(detected) }
  },
})

const readBadRows = operation({
  name: 'imports.readBadRows',
  effect: 'reads',
  permission: 'imports.read',
  summary: 'Bad rows of an import, with what is wrong with each',
  input: pageAsked,
  output: pageGiven,
  async run(ctx, { filter, cursor }) {
    const { id, width } = z.object({ id: z.uuid(), width: z.number() }).parse(filter)
    const rows = await listBadRows(ctx.db, ctx.orgId, id, cursor, PAGE_ROWS)
    const lines = rows.map(({ line }) => line)
    const errors = Map.groupBy(await rowErrorsOf(ctx.db, ctx.orgId, id, lines), ({ line }) => line)
    const say = sayer(await loadMessages((await organizationOf(ctx)).language))
    return {
      records: rows.map(({ line, cells }) => [...fitted(cells, width), (errors.get(line) ?? []).map(say).join(' ')]),
      nextCursor: rows.length < PAGE_ROWS ? null : String(lines.at(-1)),
    }
  },
})

/** As many cells as there are columns: of a row that has more, the last holds the rest. */
const fitted = (cells: readonly string[], width: number): string[] =>
  Array.from({ length: width }, (_, i) => (i === width - 1 ? cells.slice(i).join(', ') : (cells[i] ?? '')))

/** What is wrong, in words; where there are none for a code, the sentence that was kept. */
const sayer =
  ({ rowError }: Messages) =>
  ({ code, column_name: column, detail }: { code: string; column_name: string; detail: string }): string => {
    const texts: Readonly<Record<string, (() => string) | undefined>> = rowError
    const says = texts[code.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())]?.() ?? detail
    return column === '' ? says : `${column}: ${says}`
  }

const exportBadRows = doorOperation({
  name: 'imports.exportBadRows',
  scope: 'door',
  effect: 'reads',
  permission: 'imports.read',
  summary: 'The bad rows of an import as a file of the same columns, to be mended and imported',
  input: z.strictObject({ id: importId, separator }),
  output: z.custom<Download>().meta({ examples: [`id,opened_at,${ERROR_COLUMN}\r\n`] }),
  async run(door, { id, separator: between }) {
    if (door.visit.actor === null) throw notSignedIn()
    const { sheet, filter } = await badRowsSheet(door.run, door.visit.actor, id)
    return download(door, sheet, filter, between)
  },
})

/** The bad rows of an import as a sheet, and the filter to read it by. */
export async function badRowsSheet(run: Run, actor: Actor, id: string) {
  const { name, headers } = await run(columnsOfImport, actor, { id })
  const file = `${name.replace(/\.\w+$/, '').replaceAll(/[^\w.-]+/g, '-')}-bad-rows`
  return {
    sheet: { file, header: [...headers, ERROR_COLUMN], page: readBadRows },
    filter: { id, width: headers.length },
  }
}

export const badRowsRoute = route('get', '/v1/imports/:id/bad-rows.csv', exportBadRows, csvAnswer)
