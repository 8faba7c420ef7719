import { csvRoute } from '#platform/csv-route'
import { route } from '#platform/http'
import { badRowsRoute } from './bad-rows-file.ts'
import { cancelImport } from './cancel-import.ts'
import { changeImportMapping } from './change-mapping.ts'
import { checkImport } from './check-import.ts'
import { createImport } from './create-import.ts'
import { importErrorSheet } from './error-sheet.ts'
import { getImport, listImportErrors, listImports } from './get-import.ts'
import { PART_BYTES } from './schemas.ts'
import { startImport } from './start-import.ts'
import { previewUndo, undoImport } from './undo-import.ts'
import { uploadPart } from './upload-part.ts'

export const routes = [
  route('get', '/v1/imports', listImports),
  route('post', '/v1/imports', createImport, { status: 201 }),
  route('get', '/v1/imports/:id', getImport),
  route('patch', '/v1/imports/:id', changeImportMapping),
  route('put', '/v1/imports/:id/parts/:n', uploadPart, { bytes: PART_BYTES }),
  route('post', '/v1/imports/:id/check', checkImport, { status: 202 }),
  route('get', '/v1/imports/:id/errors', listImportErrors),
  csvRoute('/v1/imports/:id/errors.csv', importErrorSheet),
  route('post', '/v1/imports/:id/start', startImport, { status: 202 }),
  route('post', '/v1/imports/:id/cancellation', cancelImport),
  route('get', '/v1/imports/:id/undo', previewUndo),
  route('post', '/v1/imports/:id/undo', undoImport, { status: 202 }),
  badRowsRoute,
] as const
