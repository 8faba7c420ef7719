import { csvRoute } from '#platform/csv-route'
import { route } from '#platform/http'
import { changeRecoveryItems } from './change-items.ts'
import { closeRecovery } from './close-recovery.ts'
import { holdRecovery } from './hold-recovery.ts'
import { itemSheet, listItems } from './list-items.ts'
import { getRecovery, listRecoveries, recoverySheet } from './list-recoveries.ts'
import { makeGood } from './make-good.ts'
import { openRecovery } from './open-recovery.ts'
import { previewGood } from './preview-good.ts'
import { previewItem } from './preview-item.ts'
import { readAffected } from './read-affected.ts'
import { readSending } from './read-sending.ts'
import { sendRecovery, stopRecovery } from './send-recovery.ts'
import { updateRecovery } from './update-recovery.ts'

export const routes = [
  route('get', '/v1/recoveries', listRecoveries),
  csvRoute('/v1/recoveries.csv', recoverySheet),
  route('post', '/v1/recoveries', openRecovery, { status: 201 }),
  route('get', '/v1/affected-promises', readAffected),
  route('get', '/v1/recoveries/:id', getRecovery),
  route('patch', '/v1/recoveries/:id', updateRecovery),
  route('get', '/v1/recoveries/:id/items', listItems),
  csvRoute('/v1/recoveries/:id/items.csv', itemSheet),
  route('patch', '/v1/recoveries/:id/items', changeRecoveryItems),
  route('get', '/v1/recoveries/:id/items/:itemId/preview', previewItem),
  route('get', '/v1/recoveries/:id/sending', readSending),
  route('post', '/v1/recoveries/:id/sending', sendRecovery),
  route('post', '/v1/recoveries/:id/stop', stopRecovery),
  route('post', '/v1/recoveries/:id/holding', holdRecovery),
  route('post', '/v1/recoveries/:id/closing', closeRecovery),
  route('post', '/v1/promises/:id/recovery-preview', previewGood),
  route('post', '/v1/promises/:id/recovery', makeGood, { status: 201 }),
] as const
