import { z } from 'zod'
import { organizationOf } from '#modules/directory'
import { stale } from '#platform/errors'
import { ifVersion } from '#platform/fields'
import { type Context, operation } from '#platform/operation'
import { detectTable, proposeMapping } from './detect-table.ts'
import { completeUntilInFuture, importNotFound, mappingWrong, wrongState } from './errors.ts'
import { type Field, fieldsOf, type ImportKind, importKinds } from './fields.ts'
import { changeMapping, type Mapping, type MappingChange, mappingChangeSchema } from './mapping.ts'
import { changeImport, type ImportRow, lockImport, readPartBytes } from './queries.ts'
import { runStateOf, storedRunState } from './run-state.ts'
import { importId, importView } from './schemas.ts'
import { detectedOf, mappingOf, openQuestions, viewOf } from './view.ts'

export const changeImportMapping = operation({
  name: 'imports.changeMapping',
  effect: 'writes',
  permission: 'imports.create',
  summary: 'Change how the columns are read; what was checked must be checked again',
  input: z.strictObject({
    id: importId,
    ifVersion,
    kind: z
      .enum(importKinds)
      .optional()
      .meta({ description: 'Read the rows as something else: the columns are proposed anew.' }),
    ...mappingChangeSchema.shape,
  }),
  output: importView,
  async run(ctx, { id, ifVersion: version, kind, ...change }) {
    const row = await lockImport(ctx.db, ctx.orgId, id)
    if (!row) throw importNotFound()
    if (version !== undefined && version !== row.version) throw stale('imports', 'import', row.version)
    const detected = detectedOf(row)
    const before = mappingOf(row)
    if ((row.state !== 'uploaded' && row.state !== 'checked') || detected === null || before === null)
      throw wrongState(row.state, 'The mapping can be changed between the upload and the import.')
    if (change.completeUntil) refuseFuture(change.completeUntil, ctx.now)

    const asked = changeMapping(before, change)
    const otherKind = kind !== undefined && kind !== detected.kind
    const reread = otherKind || asked.encoding !== before.encoding || asked.separator !== before.separator
    const { table, mapping } = reread
      ? await readAgain(ctx, row, { asked, change, kind: kind ?? detected.kind, otherKind })
      : { table: detected, mapping: asked }
    const wrong = openQuestions(table, mapping).filter(
      (question) => question.code === 'column_unknown' || question.code === 'column_twice',
    )
    if (wrong.length > 0) throw mappingWrong(wrong)
    // Up to when the log is complete changes nothing that the check looked at.
    const checkHolds =
      row.state === 'checked' && Object.keys(change).every((key) => key === 'completeUntil') && kind === undefined
    const changed = await changeImport(ctx.db, ctx.orgId, id, {
      kind: table.kind,
      mapping: JSON.stringify(mapping),
      detected: JSON.stringify(table),
      ...(checkHolds ? {} : { state: 'uploaded', resume: storedRunState({ ...runStateOf(row), check: null }) }),
    })
    ctx.record({
      type: 'import.mapped',
      subject: `import:${id}`,
      data: { fields: Object.keys({ ...change, ...(kind === undefined ? {} : { kind }) }) },
    })
    return viewOf(changed)
  },
})

type Asked = { asked: Mapping; change: MappingChange; kind: ImportKind; otherKind: boolean }

/**
 * Another encoding, separator or kind makes other columns: the proposals are made anew, choices that still fit are kept.
 * Of another kind nothing that was proposed holds: only what this change says.
 */
async function readAgain(ctx: Context, row: ImportRow, { asked, change, kind, otherKind }: Asked) {
  const first = (await readPartBytes(ctx.db, ctx.orgId, row.id, 1)) ?? Buffer.alloc(0)
  const given = { encoding: asked.encoding, separator: asked.separator, kind }
  const table = detectTable(first, first.length === row.bytes, given)
  if ('problem' in table)
    throw mappingWrong([{ path: 'encoding', code: 'encoding', sentence: table.sentence, choices: [] }])
  const { timeZone } = await organizationOf(ctx)
  const proposed = proposeMapping(table, otherKind ? timeZone : asked.timeZone)
  const chosen = Object.keys(change.columns ?? {})
  const headers = new Set(table.columns.map((column) => column.header))
  const keep = (field: Field): boolean => {
    const header = asked.columns[field]
    return chosen.includes(field) || (!otherKind && header !== null && headers.has(header))
  }
  const columns: Mapping['columns'] = { ...proposed.columns }
  const taken = new Map<string, Field>()
  for (const field of fieldsOf[kind]) {
    const header = keep(field) ? asked.columns[field] : columns[field]
    columns[field] = header
    if (!header) continue
    // A proposal gives way to a choice that uses the same column.
    const other = taken.get(header)
    if (other !== undefined) columns[keep(field) ? other : field] = null
    taken.set(header, field)
  }
  const { encoding, separator } = asked
  if (otherKind)
    return { table, mapping: { ...changeMapping(proposed, { ...change, columns: {} }), encoding, separator, columns } }
  const dates = asked.dateFormat === null ? { dateFormat: proposed.dateFormat, dateFormats: proposed.dateFormats } : {}
  return { table, mapping: { ...asked, ...dates, columns } }
}

function refuseFuture(completeUntil: string, now: Temporal.Instant): void {
  const at = Temporal.Instant.from(completeUntil).epochMilliseconds
  if (at > now.epochMilliseconds || at < 0) throw completeUntilInFuture()
}
