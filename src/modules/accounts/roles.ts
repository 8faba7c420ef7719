import type { Role } from '#platform/operation'

export const ROLES = ['owner', 'lead', 'frontline', 'viewer'] as const satisfies readonly Role[]

const VIEWER = [
  'session.get',
  'sessions.list',
  'sessions.revoke',
  'account.update',
  'account.setPassword',
  'organizations.read',
  'members.list',
  'calendars.read',
  'teams.read',
  'customers.read',
  'services.read',
  'forecast.quote',
  'forecast.read',
  'promises.read',
  'promises.listLapses',
  'policies.read',
  'requests.read',
  'desk.read',
  'savedViews.read',
  'savedViews.write',
  'notifications.read',
  'notifications.update',
] as const

const FRONTLINE = [
  ...VIEWER,
  'customers.create',
  'customers.update',
  'contacts.create',
  'contacts.update',
  'contacts.delete',
  'teams.changeDuty',
  'promises.make',
  'promises.keep',
  'promises.answer',
  'promises.renegotiate',
  'promises.withdraw',
  'promises.handOver',
  'promises.recordTold',
  'promises.acknowledgeStep',
  'promises.wait',
  'promises.sendUpdate',
  'promises.seeLapse',
  'conversations.createLink',
  'requests.create',
  'requests.update',
  'requests.close',
  'requests.reopen',
  'requests.adopt',
  'requests.reportOccurrence',
  'bulkChanges.start',
] as const

const LEAD = [
  ...FRONTLINE,
  'promises.correct',
  'savedViews.share',
  'promises.readOverrides',
  'policies.create',
  'policies.update',
  'policies.review',
  'policies.occur',
  'forecast.backtest',
  'calendars.create',
  'calendars.update',
  'teams.create',
  'teams.update',
  'teams.archive',
  'services.create',
  'services.update',
  'services.archive',
  'imports.read',
  'imports.create',
  'imports.start',
  'conversations.resendMessage',
  'events.list',
  'tasks.listFailed',
  'tasks.restart',
] as const

const OWNER = [
  ...LEAD,
  'organizations.update',
  'members.invite',
  'members.update',
  'members.remove',
  'apiKeys.list',
  'apiKeys.create',
  'apiKeys.revoke',
  'conversations.readMessages',
  'promises.listAnchors',
  'webhooks.read',
  'webhooks.write',
] as const

/** What each role may do. An owner may do whatever anybody may; what only clocks and tasks do stands nowhere here. */
export const ROLE_PERMISSIONS = {
  owner: new Set<string>(OWNER),
  lead: new Set<string>(LEAD),
  frontline: new Set<string>(FRONTLINE),
  viewer: new Set<string>(VIEWER),
} as const satisfies Record<Role, ReadonlySet<string>>

export const PERMISSIONS = OWNER
