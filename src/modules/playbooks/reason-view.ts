import { textOf, textOrNull } from '#platform/fields'
import type { Cause } from './reason.ts'
import type { ReasonRow } from './reason-queries.ts'
import type { ReasonView } from './reason-schemas.ts'
import { missingLanguages, type Wording } from './remedy.ts'

export function viewOfReason(row: ReasonRow): ReasonView {
  const why = row.why as Wording
  return {
    id: row.id,
    name: row.name,
    cause: row.cause as Cause | null,
    why,
    missing: missingLanguages(why),
    archivedAt: textOrNull(row.archived_at),
    createdAt: textOf(row.created_at),
    version: row.version,
  }
}
