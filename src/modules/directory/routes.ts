import { route } from '#platform/http'
import { getOrganization } from './get-organization.ts'
import { updateOrganization } from './update-organization.ts'

export const routes = [
  route('get', '/v1/organization', getOrganization),
  route('patch', '/v1/organization', updateOrganization),
] as const
