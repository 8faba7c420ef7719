import { route } from '#platform/http'
import { chooseDefaultView } from './choose-default-view.ts'
import { createSavedView } from './create-saved-view.ts'
import { deleteSavedView } from './delete-saved-view.ts'
import { getBulkChange } from './get-bulk-change.ts'
import { listSavedViews } from './list-saved-views.ts'
import { previewBulkChange } from './preview-bulk-change.ts'
import { startBulkChange } from './start-bulk-change.ts'
import { stopBulkChange } from './stop-bulk-change.ts'
import { undoBulkChange } from './undo-bulk-change.ts'
import { updateSavedView } from './update-saved-view.ts'

export const routes = [
  route('get', '/v1/saved-views', listSavedViews),
  route('post', '/v1/saved-views', createSavedView, { status: 201 }),
  route('patch', '/v1/saved-views/:id', updateSavedView),
  route('delete', '/v1/saved-views/:id', deleteSavedView),
  route('put', '/v1/saved-views/:id/default', chooseDefaultView),
  route('post', '/v1/bulk-change-previews', previewBulkChange),
  route('post', '/v1/bulk-changes', startBulkChange, { status: 201 }),
  route('get', '/v1/bulk-changes/:id', getBulkChange),
  route('post', '/v1/bulk-changes/:id/stop', stopBulkChange),
  route('post', '/v1/bulk-changes/:id/undo', undoBulkChange, { status: 201 }),
] as const
