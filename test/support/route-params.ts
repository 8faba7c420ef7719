/** What the id in an address under `/v1/<resource>` is called. */
export const idOfResource: Readonly<Record<string, string>> = {
  organizations: 'organizationId',
  customers: 'customerId',
  contacts: 'contactId',
  services: 'serviceId',
  requests: 'requestId',
  calendars: 'calendarId',
  members: 'memberId',
  imports: 'importId',
  promises: 'promiseId',
  links: 'linkId',
  messages: 'messageId',
  sessions: 'sessionId',
  'api-keys': 'apiKeyId',
  'failed-tasks': 'failedTaskId',
}

/** The parameters in a route's path. */
export const paramsOf = (path: string): string[] => [...path.matchAll(/:(\w+)/g)].map((match) => match[1] ?? '')
