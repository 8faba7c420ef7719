import { csvRoute } from '#platform/csv-route'
import { route } from '#platform/http'
import { createApiKey } from './create-api-key.ts'
import { createOrganizationWith } from './create-organization.ts'
import { endSession } from './end-session.ts'
import { enterOrganization } from './enter-organization.ts'
import { eventSheet } from './event-sheet.ts'
import type { FollowUp } from './found.ts'
import { getMember } from './get-member.ts'
import { getSession } from './get-session.ts'
import { inviteAgain } from './invite-again.ts'
import { inviteMember } from './invite-member.ts'
import { listApiKeys } from './list-api-keys.ts'
import { listEvents } from './list-events.ts'
import { listFailedTasks } from './list-failed-tasks.ts'
import { listMembers } from './list-members.ts'
import { listSessions } from './list-sessions.ts'
import { memberSheet } from './member-sheet.ts'
import { requestSignInLink } from './request-sign-in-link.ts'
import { restartFailedTask } from './restart-failed-task.ts'
import { revokeApiKey } from './revoke-api-key.ts'
import { revokeSession } from './revoke-session.ts'
import { setPassword } from './set-password.ts'
import { signIn } from './sign-in.ts'
import { updateAccount } from './update-account.ts'
import { updateMember } from './update-member.ts'

// What an address may try at a door that takes a credential.
const signIns = { max: 30, seconds: 300 }
const mails = { max: 20, seconds: 900 }

/** Where organizations are set up; `followUps` are what higher modules do for a new one. */
export const organizationRoutes = (followUps: readonly FollowUp[]) =>
  [route('post', '/v1/organizations', createOrganizationWith(followUps), { status: 201, limit: signIns })] as const

export const routes = [
  route('post', '/v1/sign-in-links', requestSignInLink, { status: 202, limit: mails }),
  route('post', '/v1/sessions', signIn, { status: 201, limit: signIns }),
  route('get', '/v1/sessions', listSessions),
  route('delete', '/v1/sessions/:id', revokeSession),
  route('get', '/v1/session', getSession),
  route('delete', '/v1/session', endSession),
  route('post', '/v1/session/organization', enterOrganization, { status: 201, limit: signIns }),
  route('put', '/v1/account/password', setPassword, { limit: signIns }),
  route('patch', '/v1/account', updateAccount),
  route('get', '/v1/members', listMembers),
  csvRoute('/v1/members.csv', memberSheet),
  route('post', '/v1/members', inviteMember, { status: 201, limit: mails }),
  route('get', '/v1/members/:id', getMember),
  route('patch', '/v1/members/:id', updateMember),
  route('post', '/v1/members/:id/invitation', inviteAgain, { status: 201, limit: mails }),
  route('get', '/v1/api-keys', listApiKeys),
  route('post', '/v1/api-keys', createApiKey, { status: 201 }),
  route('delete', '/v1/api-keys/:id', revokeApiKey),
  route('get', '/v1/events', listEvents),
  csvRoute('/v1/events.csv', eventSheet),
  route('get', '/v1/failed-tasks', listFailedTasks),
  route('post', '/v1/failed-tasks/:id/restart', restartFailedTask),
] as const
