import { z } from 'zod'
import { organizationOf } from '#modules/directory'
import { type Context, operation } from '#platform/operation'
import { detectTable, proposeMapping } from './detect-table.ts'
import { importNotFound, noSuchPart, partDiffers, wrongPartLength, wrongState } from './errors.ts'
import type { ImportKind } from './fields.ts'
import {
  changeImport,
  confirmedImports,
  type ImportRow,
  lockImport,
  partsOf,
  readPartBytes,
  storePart,
} from './queries.ts'
import { type Remembered, recallMapping } from './recall-mapping.ts'
import { importId, importView } from './schemas.ts'
import { detectedOf, headersOf, mappingOf, partCount, partLength, viewOf } from './view.ts'

export const uploadPart = operation({
  name: 'imports.uploadPart',
  effect: 'writes',
  permission: 'imports.create',
  summary: 'Send one part of the file, in any order, again if need be',
  input: z.strictObject({
    id: importId,
    n: z.coerce
      .number()
      .int()
      .min(1)
      .meta({ description: 'Number of the part, from 1.', examples: [1] }),
    bytes: z.instanceof(Buffer).meta({ description: 'The bytes of the part.' }),
  }),
  output: importView,
  async run(ctx, { id, n, bytes }) {
    const row = await lockImport(ctx.db, ctx.orgId, id)
    if (!row) throw importNotFound()
    const parts = partCount(row.bytes)
    if (n > parts) throw noSuchPart(parts)
    const expected = partLength(row.bytes, n)
    if (bytes.length !== expected) throw wrongPartLength(expected, bytes.length)
    if (row.state !== 'uploading') {
      const kept = await readPartBytes(ctx.db, ctx.orgId, id, n)
      if (kept === undefined) throw wrongState(row.state, 'This import takes no parts any more.')
      if (!kept.equals(bytes)) throw partDiffers()
      return viewOf(row)
    }
    await storePart(ctx.db, ctx.orgId, id, n, bytes)
    const present = await partsOf(ctx.db, ctx.orgId, id)
    if (present.length < parts)
      return viewOf(
        row,
        present.map((part) => part.n),
      )
    return viewOf(await detect(ctx, row, n === 1 ? bytes : ((await readPartBytes(ctx.db, ctx.orgId, id, 1)) ?? bytes)))
  },
})

/** The file is complete: what its beginning shows becomes the proposal, or the reason why it is no table. */
async function detect(ctx: Context, row: ImportRow, first: Buffer): Promise<ImportRow> {
  const given = row.kind as ImportKind | null
  const shown = detectTable(first, first.length === row.bytes, { kind: given })
  if ('problem' in shown) {
    ctx.record({ type: 'import.failed', subject: `import:${row.id}`, data: { problem: shown.problem } })
    return changeImport(ctx.db, ctx.orgId, row.id, { state: 'failed', failure: shown.problem, finished_at: ctx.now })
  }
  const { timeZone } = await organizationOf(ctx)
  const proposed = proposeMapping(shown, timeZone)
  const recalled = recallMapping(shown.columns, proposed, await remembered(ctx, given))
  // What the rows of such a file were once is what they are.
  const kind = recalled?.kind ?? shown.kind
  const again = kind === shown.kind ? shown : detectTable(first, first.length === row.bytes, { kind })
  const table = 'problem' in again ? shown : again
  ctx.record({ type: 'import.uploaded', subject: `import:${row.id}`, data: { columns: table.columns.length } })
  return changeImport(ctx.db, ctx.orgId, row.id, {
    state: 'uploaded',
    kind: table.kind,
    detected: JSON.stringify({ ...table, recalledFrom: recalled?.from }),
    mapping: JSON.stringify(recalled?.mapping ?? proposed),
  })
}

/** How many imports back a mapping is looked for. */
const LOOKED_BACK = 50

/** @param given when somebody has said what the rows are, only imports of such are of use */
async function remembered(ctx: Context, given: ImportKind | null): Promise<Remembered[]> {
  const rows = await confirmedImports(ctx.db, ctx.orgId, LOOKED_BACK)
  return rows.flatMap((row): Remembered[] => {
    const [detected, mapping] = [detectedOf(row), mappingOf(row)]
    if (!detected || !mapping || (given !== null && given !== detected.kind)) return []
    return [{ id: row.id, name: row.name, kind: detected.kind, headers: headersOf(detected), mapping }]
  })
}
