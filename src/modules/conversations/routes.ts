import { route } from '#platform/http'
import { createLink } from './create-link.ts'
import { getMessage } from './get-message.ts'
import { listLinks } from './list-links.ts'
import { listMessages } from './list-messages.ts'
import { resendMessage } from './resend-message.ts'
import { revokeLink } from './revoke-link.ts'

export const routes = [
  route('get', '/v1/messages', listMessages),
  route('get', '/v1/messages/:id', getMessage),
  route('post', '/v1/messages/:id/sending', resendMessage, { status: 202 }),
  route('get', '/v1/promises/:id/links', listLinks),
  route('post', '/v1/promises/:id/links', createLink, { status: 201 }),
  route('post', '/v1/links/:id/revocation', revokeLink),
] as const
