import { z } from 'zod'
import { stale } from '#platform/errors'
import { ifVersion } from '#platform/fields'
import { type Context, operation } from '#platform/operation'
import { detectTable, proposeMapping } from './detect-table.ts'
import { completeUntilInFuture, importNotFound, mappingWrong, wrongState } from './errors.ts'
import { type Field, fields } from './fields.ts'
import { changeMapping, type Mapping, mappingChangeSchema } from './mapping.ts'
import { changeImport, type ImportRow, lockImport, readPartBytes } from './queries.ts'
import { runStateOf, storedRunState } from './run-state.ts'
import { importId, importView } from './schemas.ts'
import { detectedOf, mappingOf, openQuestions, viewOf } from './view.ts'

export const changeImportMapping = operation({
  name: 'imports.changeMapping',
  effect: 'writes',
  permission: 'imports.create',
  summary: 'Change how the columns are read; what was checked must be checked again',
  input: z.strictObject({ id: importId, ifVersion, ...mappingChangeSchema.shape }),
  output: importView,
  async run(ctx, { id, ifVersion: version, ...change }) {
    const row = await lockImport(ctx.db, ctx.orgId, id)
    if (!row) throw importNotFound()
    if (version !== undefined && version !== row.version) throw stale('imports', 'import', row.version)
    const detected = detectedOf(row)
    const before = mappingOf(row)
    if ((row.state !== 'uploaded' && row.state !== 'checked') || detected === null || before === null)
      throw wrongState(row.state, 'The mapping can be changed between the upload and the import.')
    if (change.completeUntil) refuseFuture(change.completeUntil, ctx.now)

    const asked = changeMapping(before, change)
    const reread = asked.encoding !== before.encoding || asked.separator !== before.separator
    const { table, mapping } = reread
      ? await readAgain(ctx, row, asked, Object.keys(change.columns ?? {}))
      : { table: detected, mapping: asked }
    const wrong = openQuestions(table, mapping).filter(
      (question) => question.code === 'column_unknown' || question.code === 'column_twice',
    )
    if (wrong.length > 0) throw mappingWrong(wrong)
    // Up to when the log is complete changes nothing that the check looked at.
    const checkHolds = row.state === 'checked' && Object.keys(change).every((key) => key === 'completeUntil')
    const changed = await changeImport(ctx.db, ctx.orgId, id, {
      mapping: JSON.stringify(mapping),
      detected: JSON.stringify(table),
      ...(checkHolds ? {} : { state: 'uploaded', resume: storedRunState({ ...runStateOf(row), check: null }) }),
    })
    ctx.record({ type: 'import.mapped', subject: `import:${id}`, data: { fields: Object.keys(change) } })
    return viewOf(changed)
  },
})

/** Another encoding or separator makes other columns: the proposals are made anew, choices that still fit are kept. */
async function readAgain(ctx: Context, row: ImportRow, asked: Mapping, chosen: readonly string[]) {
  const first = (await readPartBytes(ctx.db, ctx.orgId, row.id, 1)) ?? Buffer.alloc(0)
  const table = detectTable(first, first.length === row.bytes, { encoding: asked.encoding, separator: asked.separator })
  if ('problem' in table)
    throw mappingWrong([{ path: 'encoding', code: 'encoding', sentence: table.sentence, choices: [] }])
  const proposed = proposeMapping(table, asked.timeZone)
  const headers = new Set(table.columns.map((column) => column.header))
  const keep = (field: Field): boolean =>
    chosen.includes(field) || (asked.columns[field] !== null && headers.has(asked.columns[field]))
  const columns = Object.fromEntries(
    fields.map((field) => [field, keep(field) ? asked.columns[field] : proposed.columns[field]]),
  )
  const taken = new Map<string, string>()
  for (const field of fields) {
    const header = columns[field]
    if (!header) continue
    // A proposal gives way to a choice that uses the same column.
    const other = taken.get(header)
    if (other !== undefined) columns[keep(field) ? other : field] = null
    taken.set(header, field)
  }
  const dates = asked.dateFormat === null ? { dateFormat: proposed.dateFormat, dateFormats: proposed.dateFormats } : {}
  return { table, mapping: { ...asked, ...dates, columns: columns as Mapping['columns'] } }
}

function refuseFuture(completeUntil: string, now: Temporal.Instant): void {
  const at = Temporal.Instant.from(completeUntil).epochMilliseconds
  if (at > now.epochMilliseconds || at < 0) throw completeUntilInFuture()
}
