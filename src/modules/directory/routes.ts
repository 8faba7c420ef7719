import { route } from '#platform/http'
import { getOrganization } from './get-organization.ts'
import { listOrganizations } from './list-organizations.ts'
import { updateOrganization } from './update-organization.ts'

export const routes = [
  route('get', '/v1/organizations', listOrganizations),
  route('get', '/v1/organizations/:id', getOrganization),
  route('patch', '/v1/organizations/:id', updateOrganization),
] as const
