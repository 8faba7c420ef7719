import { sheet } from '#platform/csv-sheet'
import { listImportErrors } from './get-import.ts'

/** The bad rows of a file as a table, to be mended beside the file. */
export const importErrorSheet = sheet({
  name: 'imports.exportErrors',
  file: 'import-errors',
  list: listImportErrors,
  columns: {
    line: (row) => row.line,
    column: (row) => row.column,
    code: (row) => row.code,
    reason: (row) => row.sentence,
    excerpt: (row) => row.excerpt,
  },
})
