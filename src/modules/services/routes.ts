import { route } from '#platform/http'
import { archiveService } from './archive-service.ts'
import { createService } from './create-service.ts'
import { getService } from './get-service.ts'
import { listServices } from './list-services.ts'
import { updateService } from './update-service.ts'

export const routes = [
  route('get', '/v1/services', listServices),
  route('post', '/v1/services', createService, { status: 201 }),
  route('get', '/v1/services/:id', getService),
  route('patch', '/v1/services/:id', updateService),
  route('post', '/v1/services/:id/archival', archiveService),
] as const
