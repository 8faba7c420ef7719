import { z } from 'zod'
import { invalidField, Refusal } from '#platform/errors'
import { words } from '#platform/fields'
import { type Context, operation } from '#platform/operation'
import { importKinds } from './fields.ts'
import {
  abandonedImports,
  advanceImport,
  changeImport,
  deleteBadRows,
  deleteParts,
  importsWithOldBadRows,
  insertImport,
} from './queries.ts'
import { importView, MAX_FILE_BYTES } from './schemas.ts'
import { viewById } from './view.ts'

const keptDays = 30

export const createImport = operation({
  name: 'imports.create',
  effect: 'writes',
  permission: 'imports.create',
  summary: 'Announce a file to import; its parts are sent next',
  input: z.strictObject({
    name: words(300, 'boston-311.csv').meta({
      description: 'Name of the file, for people.',
      examples: ['boston-311.csv'],
    }),
    bytes: z
      .number()
      .int()
      .min(0)
      .meta({ description: 'Length of the file.', examples: [10_312_308] }),
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/, 'Must be 64 hexadecimal digits in small letters')
      .optional()
      .meta({
        description: 'SHA-256 of the file: the check compares it.',
        examples: ['e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
      }),
    kind: z
      .enum(importKinds)
      .optional()
      .meta({ description: 'What the rows are. Left out: found out from the file.', examples: ['requests'] }),
  }),
  output: importView,
  async run(ctx, { name, bytes, sha256, kind }) {
    if (bytes === 0)
      throw invalidField('imports/empty', 'bytes', 'The file is empty. Export it again, with its header line.')
    if (bytes > MAX_FILE_BYTES)
      throw new Refusal(
        'imports/too_large',
        'too_large',
        'A file may have 2 GiB at most. Cut it in pieces, each with the header line.',
        { max: MAX_FILE_BYTES },
      )
    await discardAbandoned(ctx)
    const id = ctx.newId()
    await insertImport(ctx.db, {
      org_id: ctx.orgId,
      id,
      name,
      kind: kind ?? null,
      state: 'uploading',
      bytes,
      sha256: sha256 ?? null,
      created_by: `${ctx.actor.kind}:${ctx.actor.id}`,
      created_at: ctx.now,
    })
    ctx.record({ type: 'import.created', subject: `import:${id}`, data: { bytes, kind: kind ?? null } })
    return viewById(ctx, id)
  },
})

/** Files that nobody came back for are not kept for ever, nor are the bad rows of any. */
async function discardAbandoned(ctx: Context): Promise<void> {
  const before = ctx.now.subtract({ hours: keptDays * 24 })
  for (const id of await importsWithOldBadRows(ctx.db, ctx.orgId, before)) {
    await deleteBadRows(ctx.db, ctx.orgId, id)
    await advanceImport(ctx.db, ctx.orgId, id, { bad_rows_kept: false })
  }
  const ids = await abandonedImports(ctx.db, ctx.orgId, before)
  if (ids.length === 0) return
  await deleteParts(ctx.db, ctx.orgId, ids)
  for (const id of ids) {
    await changeImport(ctx.db, ctx.orgId, id, { state: 'cancelled', finished_at: ctx.now })
    ctx.record({ type: 'import.discarded', subject: `import:${id}`, data: { days: keptDays } })
  }
}
