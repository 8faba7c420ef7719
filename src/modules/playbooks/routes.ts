import { route } from '#platform/http'
import { archiveReason } from './archive-reason.ts'
import { archiveRemedy } from './archive-remedy.ts'
import { archiveScript } from './archive-script.ts'
import { createReason } from './create-reason.ts'
import { createRemedy } from './create-remedy.ts'
import { createScript } from './create-script.ts'
import { installStarterReasons } from './install-starter-reasons.ts'
import { installStarterScripts } from './install-starter-scripts.ts'
import { getReason, listReasons } from './read-reasons.ts'
import { getRemedy, listRemedies } from './read-remedies.ts'
import { getScript, listScripts, listScriptVersions } from './read-scripts.ts'
import { tryScript } from './try-script.ts'
import { updateReason } from './update-reason.ts'
import { updateRemedy } from './update-remedy.ts'
import { restoreScript, updateScript } from './update-script.ts'

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
  route('get', '/v1/scripts', listScripts),
  route('post', '/v1/scripts', createScript, { status: 201 }),
  route('post', '/v1/scripts/trial', tryScript),
  route('get', '/v1/scripts/:id', getScript),
  route('patch', '/v1/scripts/:id', updateScript),
  route('post', '/v1/scripts/:id/archival', archiveScript),
  route('get', '/v1/scripts/:id/versions', listScriptVersions),
  route('post', '/v1/scripts/:id/restoration', restoreScript),
  route('post', '/v1/script-starter-set', installStarterScripts),
] as const
