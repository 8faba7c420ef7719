import { z } from 'zod'
import { organizationOf } from '#modules/directory'
import type { Language } from '#platform/fields'
import { operation } from '#platform/operation'
import { dialectOf } from './detect-table.ts'
import type { ImportKind } from './fields.ts'
import { type CompleteMapping, completeMapping } from './mapping.ts'
import { advanceImport, deleteBadRows, deleteRowErrors, lockImport } from './queries.ts'
import { runStateOf, storedRunState } from './run-state.ts'
import type { Position } from './scan-csv.ts'
import type { FileDialect } from './scan-rows.ts'
import { importId } from './schemas.ts'
import { detectedOf, headersOf, mappingOf } from './view.ts'

/** What a worker needs to read a file. `now`: what lies after it has not happened yet. */
export type Work = {
  attempt: string
  bytes: number
  sha256: string | null
  headers: string[]
  kind: ImportKind
  mapping: CompleteMapping
  dialect: FileDialect
  from: Position
  completeUntil: string | null
  /** Ids that the dry run found to be known. */
  known: number
  language: Language
  now: Temporal.Instant
}

/**
 * A worker takes up a check or an import: whoever worked on it before stops at its next step. Gives null when the import
 * is in another state by now. A check begins anew, so its list of bad rows is emptied.
 */
export const beginWork = operation({
  name: 'imports.beginWork',
  effect: 'writes',
  permission: 'imports.work',
  summary: 'A worker takes up a check or an import',
  input: z.strictObject({ id: importId, kind: z.enum(['checking', 'importing']) }),
  output: z.object({ work: z.custom<Work>().nullable() }),
  async run(ctx, { id, kind }) {
    const row = await lockImport(ctx.db, ctx.orgId, id)
    const detected = row ? detectedOf(row) : null
    const asked = row ? mappingOf(row) : null
    if (!row || row.state !== kind || detected?.body == null || asked === null) return { work: null }
    const headers = headersOf(detected)
    const mapping = completeMapping(detected.kind, asked, headers)
    if (mapping === null) return { work: null }
    const state = runStateOf(row)
    const attempt = ctx.newId()
    if (kind === 'checking') {
      await deleteRowErrors(ctx.db, ctx.orgId, id)
      await deleteBadRows(ctx.db, ctx.orgId, id)
    }
    await advanceImport(ctx.db, ctx.orgId, id, {
      resume: storedRunState({ ...state, attempt }),
      failure: null,
      ...(kind === 'checking' ? { rows_read: 0, rows_valid: 0, rows_bad: 0, rows_known: 0, bad_rows_kept: true } : {}),
    })
    const { language } = await organizationOf(ctx)
    const from = (kind === 'importing' ? state.position : null) ?? detected.body
    const { bytes, sha256 } = row
    const { completeUntil } = state
    return {
      work: {
        attempt,
        bytes,
        sha256,
        headers,
        kind: detected.kind,
        mapping,
        dialect: dialectOf(detected, mapping),
        from,
        completeUntil,
        known: state.check?.known ?? 0,
        language,
        now: ctx.now,
      },
    }
  },
})
