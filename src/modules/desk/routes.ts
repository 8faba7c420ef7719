import { route } from '#platform/http'
import { readMemberWork } from './member-work.ts'
import { readCustomerNotes } from './read-customer-notes.ts'
import { readCustomerTimeline } from './read-customer-timeline.ts'
import { readTimeline } from './read-timeline.ts'
import { readToday } from './read-today.ts'
import { removeMember } from './remove-member.ts'
import { search } from './search.ts'

export const routes = [
  route('get', '/v1/today', readToday),
  route('get', '/v1/requests/:id/timeline', readTimeline),
  route('get', '/v1/customers/:id/timeline', readCustomerTimeline),
  route('get', '/v1/customers/:id/notes', readCustomerNotes),
  route('get', '/v1/search', search),
  route('get', '/v1/members/:id/work', readMemberWork),
  route('delete', '/v1/members/:id', removeMember),
] as const
