/** What the id in an address under `/v1/<resource>` is called. */
export const idOfResource: Readonly<Record<string, string>> = {
  organizations: 'organizationId',
  customers: 'customerId',
  contacts: 'contactId',
  services: 'serviceId',
  remedies: 'remedyId',
  reasons: 'reasonId',
  scripts: 'scriptId',
  'remedy-grants': 'grantId',
  approvals: 'approvalId',
  'follow-ups': 'followUpId',
  questions: 'questionId',
  'authority-limits': 'limitId',
  requests: 'requestId',
  recoveries: 'recoveryId',
  calendars: 'calendarId',
  feeds: 'feedId',
  teams: 'teamId',
  'duty-changes': 'dutyChangeId',
  members: 'memberId',
  imports: 'importId',
  promises: 'promiseId',
  waits: 'waitId',
  policies: 'policyId',
  rederivations: 'rederivationId',
  links: 'linkId',
  messages: 'messageId',
  calls: 'callId',
  choices: 'choiceId',
  conversations: 'conversationId',
  attachments: 'attachmentId',
  mailboxes: 'mailboxId',
  'received-mail': 'mailId',
  sessions: 'sessionId',
  'api-keys': 'apiKeyId',
  'failed-tasks': 'failedTaskId',
  lapses: 'lapseId',
  forecast: 'backtestId',
  'saved-views': 'savedViewId',
  'bulk-changes': 'bulkChangeId',
  'push-devices': 'deviceId',
  webhooks: 'endpointId',
  'webhook-deliveries': 'deliveryId',
}

/** The parameters in a route's path. */
export const paramsOf = (path: string): string[] => [...path.matchAll(/:(\w+)/g)].map((match) => match[1] ?? '')

/** Whose id a parameter or field of a route is. */
export function kindOf(path: string, field: string): string {
  if (field !== 'id') return field
  return idOfResource[path.split('/')[2] ?? ''] ?? field
}
