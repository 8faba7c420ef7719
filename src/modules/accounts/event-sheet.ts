import { sheet } from '#platform/csv-sheet'
import { listEvents } from './list-events.ts'

/** The audit log as a table; what each kind of event carries is JSON in one column. */
export const eventSheet = sheet({
  name: 'events.export',
  file: 'events',
  list: listEvents,
  columns: {
    at: (row) => row.at,
    type: (row) => row.type,
    subject: (row) => row.subject,
    about: (row) => row.about,
    actorKind: (row) => row.actor.kind,
    actorId: (row) => row.actor.id,
    data: (row) => JSON.stringify(row.data),
    id: (row) => row.id,
  },
})
