import { z } from 'zod'
import { organizationOf } from '#modules/directory'
import { flag } from '#platform/fields'
import { type Context, operation } from '#platform/operation'
import { cursorKeys, pageFrom, pageInput, pageOf } from '#platform/pages'
import { findingsIn } from './check-script.ts'
import { scriptNotFound } from './errors.ts'
import {
  type RenderedScript,
  renderScript,
  type ScriptTexts,
  TONES,
  type Tone,
  type Use,
  type Values,
} from './script.ts'
import { findScriptRow, listScriptRows, listScriptVersionRows, scriptForUse } from './script-queries.ts'
import { type ScriptSummary, scriptId, scriptSummary, scriptView, use, versionView } from './script-schemas.ts'
import { summaryOf, textsOf, viewOfVersion } from './script-view.ts'

export const getScript = operation({
  name: 'scripts.get',
  effect: 'reads',
  permission: 'scripts.read',
  summary: 'One script, with what there is to say of it',
  input: z.strictObject({ id: scriptId }),
  output: scriptView,
  async run(ctx, { id }) {
    const row = await findScriptRow(ctx.db, ctx.orgId, id)
    if (!row) throw scriptNotFound()
    const texts = textsOf(row)
    return { ...summaryOf(row), texts, findings: await findingsIn(ctx, { use: row.use as Use, texts }) }
  },
})

export const listScripts = operation({
  name: 'scripts.list',
  effect: 'reads',
  permission: 'scripts.read',
  summary: 'Scripts by name',
  input: z.strictObject({
    ...pageInput,
    use: use.optional(),
    archived: flag.default(false).meta({ description: 'true: those no longer used.', examples: ['false'] }),
  }),
  output: pageOf(scriptSummary),
  async run(ctx, { limit, cursor, archived, use: asked }) {
    const rows = await listScriptRows(ctx.db, ctx.orgId, { archived, use: asked }, cursorKeys(cursor, 2), limit + 1)
    return pageFrom(rows, limit, (row) => [row.name, row.id], summaryOf)
  },
})

export const listScriptVersions = operation({
  name: 'scripts.listVersions',
  effect: 'reads',
  permission: 'scripts.read',
  summary: 'What a script said and says, the newest first, with who changed it',
  input: z.strictObject({ id: scriptId, ...pageInput }),
  output: pageOf(versionView),
  async run(ctx, { id, limit, cursor }) {
    if (!(await findScriptRow(ctx.db, ctx.orgId, id))) throw scriptNotFound()
    const [last] = cursorKeys(cursor, 1) ?? []
    const before = last === undefined ? null : Number.parseInt(last, 10) || 0
    const rows = await listScriptVersionRows(ctx.db, ctx.orgId, id, before, limit + 1)
    return pageFrom(rows, limit, (row) => [String(row.version)], viewOfVersion)
  },
})

type Script = ScriptSummary & { texts: ScriptTexts }

/** The script for a use: of the tone asked for, else of another. Null: there is none. @public For what goes out by itself. */
export async function findScript(ctx: Context, asked: { use: Use; tone?: Tone }): Promise<Script | null> {
  const row = await scriptForUse(ctx.db, ctx.orgId, asked.use, asked.tone ?? TONES[0])
  return row ? { ...summaryOf(row), texts: textsOf(row) } : null
}

/** A script with the facts of a matter put in, in the language of whoever reads it, else in the firm's. @throws playbooks/not_found */
export async function renderedScript(
  ctx: Context,
  id: string,
  facts: { language: Script['languages'][number]; values: (language: Script['languages'][number]) => Promise<Values> },
): Promise<RenderedScript> {
  const [row, firm] = await Promise.all([findScriptRow(ctx.db, ctx.orgId, id), organizationOf(ctx)])
  if (!row) throw scriptNotFound()
  const texts = textsOf(row)
  const { language } = renderScript({ texts }, facts.language, {}, firm.language)
  return renderScript({ texts }, language, await facts.values(language))
}
