import { route } from '#platform/http'
import { archiveReason } from './archive-reason.ts'
import { archiveRemedy } from './archive-remedy.ts'
import { createReason } from './create-reason.ts'
import { createRemedy } from './create-remedy.ts'
import { installStarterReasons } from './install-starter-reasons.ts'
import { getReason, listReasons } from './read-reasons.ts'
import { getRemedy, listRemedies } from './read-remedies.ts'
import { updateReason } from './update-reason.ts'
import { updateRemedy } from './update-remedy.ts'

export const routes = [
  route('get', '/v1/remedies', listRemedies),
  route('post', '/v1/remedies', createRemedy, { status: 201 }),
  route('get', '/v1/remedies/:id', getRemedy),
  route('patch', '/v1/remedies/:id', updateRemedy),
  route('post', '/v1/remedies/:id/archival', archiveRemedy),
  route('get', '/v1/reasons', listReasons),
  route('post', '/v1/reasons', createReason, { status: 201 }),
  route('get', '/v1/reasons/:id', getReason),
  route('patch', '/v1/reasons/:id', updateReason),
  route('post', '/v1/reasons/:id/archival', archiveReason),
  route('post', '/v1/reason-starter-set', installStarterReasons),
] as const
