import { textOf, textOrNull } from '#platform/fields'
import type { RemedyRow } from './queries.ts'
import { hasToBeDone, isAlternative, missingLanguages, type RemedyKind, type Wording } from './remedy.ts'
import type { RemedyView } from './schemas.ts'

export function viewOf(row: RemedyRow): RemedyView {
  const kind = row.kind as RemedyKind
  const wording = row.wording as Wording
  return {
    id: row.id,
    kind,
    name: row.name,
    cost: row.cost === null ? null : Number(row.cost),
    conditions: row.conditions,
    wording,
    validDays: row.valid_days,
    alternative: isAlternative(kind),
    hasToBeDone: hasToBeDone(kind),
    missing: missingLanguages(wording),
    archivedAt: textOrNull(row.archived_at),
    createdAt: textOf(row.created_at),
    version: row.version,
  }
}
