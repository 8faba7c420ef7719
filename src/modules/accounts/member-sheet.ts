import { sheet } from '#platform/csv-sheet'
import { listMembers } from './list-members.ts'

/** Members as a table. */
export const memberSheet = sheet({
  name: 'members.export',
  file: 'members',
  list: listMembers,
  columns: {
    name: (row) => row.name,
    email: (row) => row.email,
    role: (row) => row.role,
    state: (row) => row.state,
    language: (row) => row.language,
    timeZone: (row) => row.timeZone,
    createdAt: (row) => row.createdAt,
    id: (row) => row.id,
  },
})
