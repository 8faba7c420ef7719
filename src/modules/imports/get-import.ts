import { z } from 'zod'
import { operation } from '#platform/operation'
import { cursorKeys, pageFrom, pageInput, pageOf } from '#platform/pages'
import { importNotFound } from './errors.ts'
import { findImport, listImportRows, listRowErrors } from './queries.ts'
import { importId, importView, rowErrorView } from './schemas.ts'
import { viewById, viewOfStored } from './view.ts'

export const getImport = operation({
  name: 'imports.get',
  effect: 'reads',
  permission: 'imports.read',
  summary: 'One import: what was found, what is asked, how far it is',
  input: z.strictObject({ id: importId }),
  output: importView,
  run: (ctx, { id }) => viewById(ctx, id),
})

export const listImports = operation({
  name: 'imports.list',
  effect: 'reads',
  permission: 'imports.read',
  summary: 'Imports, newest first',
  input: z.strictObject(pageInput),
  output: pageOf(importView),
  async run(ctx, { limit, cursor }) {
    const rows = await listImportRows(ctx.db, ctx.orgId, cursorKeys(cursor, 1)?.[0] ?? null, limit + 1)
    const page = pageFrom(
      rows,
      limit,
      (row) => [row.id],
      (row) => row,
    )
    return { items: await Promise.all(page.items.map((row) => viewOfStored(ctx, row))), nextCursor: page.nextCursor }
  },
})

export const listImportErrors = operation({
  name: 'imports.listErrors',
  effect: 'reads',
  permission: 'imports.read',
  summary: 'Every bad row of a file, by line, with its reason',
  input: z.strictObject({ id: importId, ...pageInput }),
  output: pageOf(rowErrorView),
  async run(ctx, { id, limit, cursor }) {
    if (!(await findImport(ctx.db, ctx.orgId, id))) throw importNotFound()
    const rows = await listRowErrors(ctx.db, ctx.orgId, id, cursorKeys(cursor, 3), limit + 1)
    return pageFrom(
      rows,
      limit,
      (row) => [String(row.line), row.code, row.column_name],
      (row) => ({
        line: row.line,
        column: row.column_name,
        code: row.code as z.infer<typeof rowErrorView>['code'],
        excerpt: row.excerpt,
        sentence: row.detail,
      }),
    )
  },
})
