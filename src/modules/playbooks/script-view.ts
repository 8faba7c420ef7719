import { LANGUAGES, textOf, textOrNull } from '#platform/fields'
import type { ScriptTexts, Tone, Use } from './script.ts'
import type { Finding } from './script-findings.ts'
import type { ScriptRow, VersionRow } from './script-queries.ts'
import type { ScriptSummary } from './script-schemas.ts'

export const textsOf = (row: Pick<ScriptRow, 'texts'>): ScriptTexts => row.texts as ScriptTexts

export const summaryOf = (row: ScriptRow): ScriptSummary => ({
  id: row.id,
  name: row.name,
  use: row.use as Use,
  tone: row.tone as Tone,
  languages: LANGUAGES.filter((language) => textsOf(row)[language] !== undefined),
  archivedAt: textOrNull(row.archived_at),
  createdAt: textOf(row.created_at),
  version: row.version,
})

export const viewOfVersion = (row: VersionRow) => ({
  version: row.version,
  name: row.name,
  use: row.use as Use,
  tone: row.tone as Tone,
  texts: textsOf(row),
  overPromises: (row.over_promises ?? []) as Finding[],
  reason: row.reason,
  restoredFrom: row.restored_from,
  changedBy: row.changed_by,
  changedAt: textOf(row.changed_at),
})
