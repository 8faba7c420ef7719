import { route } from '#platform/http'
import { archiveRemedy } from './archive-remedy.ts'
import { createRemedy } from './create-remedy.ts'
import { getRemedy, listRemedies } from './read-remedies.ts'
import { updateRemedy } from './update-remedy.ts'

export const routes = [
  route('get', '/v1/remedies', listRemedies),
  route('post', '/v1/remedies', createRemedy, { status: 201 }),
  route('get', '/v1/remedies/:id', getRemedy),
  route('patch', '/v1/remedies/:id', updateRemedy),
  route('post', '/v1/remedies/:id/archival', archiveRemedy),
] as const
