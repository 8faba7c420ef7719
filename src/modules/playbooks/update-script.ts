import { z } from 'zod'
import { type Context, operation } from '#platform/operation'
import { checkScript } from './check-script.ts'
import { scriptArchived, scriptNotFound, staleScript, versionNotFound } from './errors.ts'
import { keepVersions } from './save-script.ts'
import type { ScriptTexts, Tone, Use } from './script.ts'
import { findVersion, lockScript, type ScriptRow, updateScriptRow } from './script-queries.ts'
import { confirmation, editScript, scriptFields, scriptSummary, texts } from './script-schemas.ts'
import { summaryOf, textsOf, viewOfVersion } from './script-view.ts'

export const updateScript = operation({
  name: 'scripts.update',
  effect: 'writes',
  permission: 'scripts.update',
  summary: 'Change a script; what it said before stays as a version',
  input: z.strictObject({
    ...editScript,
    name: scriptFields.name.optional().meta({ examples: ['We look into it'] }),
    use: scriptFields.use.optional(),
    tone: scriptFields.tone.optional(),
    texts: texts.optional(),
    reason: confirmation,
  }),
  output: scriptSummary,
  async run(ctx, { id, ifVersion, reason, ...change }) {
    const row = await lockForChange(ctx, id, ifVersion)
    const said = {
      name: change.name ?? row.name,
      use: change.use ?? (row.use as Use),
      tone: change.tone ?? (row.tone as Tone),
      texts: change.texts ?? textsOf(row),
    }
    return save(ctx, row, said, { reason, changed: Object.keys(change) })
  },
})

export const restoreScript = operation({
  name: 'scripts.restoreVersion',
  effect: 'writes',
  permission: 'scripts.update',
  summary: 'Say again what a script said in an earlier version; it becomes the newest',
  input: z.strictObject({
    ...editScript,
    version: z
      .number()
      .int()
      .min(1)
      .meta({ description: 'The version to bring back.', examples: [1] }),
    reason: confirmation,
  }),
  output: scriptSummary,
  async run(ctx, { id, ifVersion, version, reason }) {
    const row = await lockForChange(ctx, id, ifVersion)
    const before = await findVersion(ctx.db, ctx.orgId, id, version)
    if (!before) throw versionNotFound()
    const said = viewOfVersion(before)
    return save(ctx, row, said, { reason: reason ?? said.reason, changed: [], restoredFrom: version })
  },
})

type Said = { name: string; use: Use; tone: Tone; texts: ScriptTexts }
type How = { reason: string | null | undefined; changed: string[]; restoredFrom?: number }

async function lockForChange(ctx: Context, id: string, ifVersion: number | undefined): Promise<ScriptRow> {
  const row = await lockScript(ctx.db, ctx.orgId, id)
  if (!row) throw scriptNotFound()
  if (row.archived_at !== null) throw scriptArchived()
  if (ifVersion !== undefined && ifVersion !== row.version) throw staleScript(row.version)
  return row
}

async function save(ctx: Context, row: ScriptRow, said: Said, { reason, changed, ...restored }: How) {
  const confirmed = await checkScript(ctx, said, { id: row.id, reason })
  const { name, use, tone } = said
  const set = { name, use, tone, texts: JSON.stringify(said.texts), version: row.version + 1 }
  const written = await updateScriptRow(ctx.db, ctx.orgId, row.id, set)
  await keepVersions(ctx, [written], { confirmed, reason, ...restored })
  ctx.record({
    type: 'script.updated',
    subject: `script:${row.id}`,
    data: { changed, version: written.version, overPromises: confirmed.length, ...restored },
  })
  return summaryOf(written)
}
