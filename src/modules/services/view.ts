import { textOf, textOrNull } from '#platform/fields'
import type { ServiceRow } from './queries.ts'
import type { ServiceView } from './schemas.ts'

export const viewOf = (row: ServiceRow): ServiceView => ({
  id: row.id,
  name: row.name,
  description: row.description,
  defaultSeconds: row.default_seconds,
  calendarId: row.calendar_id,
  archivedAt: textOrNull(row.archived_at),
  createdAt: textOf(row.created_at),
  version: row.version,
})
