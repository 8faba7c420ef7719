/** The example that the schema itself gives. */
const own = undefined

/**
 * What an example shows besides the fields that are required, by operation: enough that the call does something, and no
 * two fields that exclude each other. The schemas take every one of them, and a test sends every one to a product.
 */
export const SHOWN: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'account.update': { timeZone: 'Europe/Madrid' },
  'apiKeys.create': { role: 'frontline' },
  'bulkChanges.preview': { ids: own },
  'bulkChanges.start': { ids: own },
  'calendars.addFeed': { url: 'https://example.com/free-days.ics' },
  'calendars.approveFeed': { proposalVersion: own },
  'calendars.listHolidays': { year: own },
  'calendars.dismissFeed': { proposalVersion: own },
  'contacts.create': { email: 'ana@example.com', isPrimary: true },
  'contacts.list': { customerId: own },
  'contacts.update': { phone: own },
  'customers.create': {
    contacts: [{ name: 'Ana Ruiz', email: 'ana@example.com', language: 'en' }],
  },
  'customers.export': { separator: 'semicolon' },
  'customers.list': { q: own },
  'customers.update': { note: own },
  'events.list': { type: own },
  'forecast.quote': { category: own, startAt: own },
  'members.invite': { role: 'frontline', delivery: 'link' },
  // Not who leaves: the id in the address.
  'members.remove': { ownerId: '01938c1e-7a00-7000-8000-000000000002' },
  'members.inviteAgain': { delivery: 'link' },
  'members.update': { role: 'lead' },
  'notifications.markRead': { until: own },
  'questions.ask': { memberId: own },
  'requests.markExceptional': { stakes: own },
  'followUps.answer': { words: own },
  'policies.update': { enabled: false },
  'remedies.grant': { amount: 1500 },
  'approvals.ask': { amount: 1500 },
  'promises.check': { dueAt: own },
  'promises.handOver': { ownerId: own },
  'promises.keep': { occurredAt: '2026-11-26T09:00:00Z' },
  'promises.list': { state: 'open', order: own },
  'promises.make': { customerId: own, dueAt: own, asksAnswer: true },
  'promises.previewCalendar': { timeZone: own },
  'promises.renegotiate': { dueAt: '2026-11-27T15:00:00Z', reason: 'The part is late.' },
  'promises.withdraw': { reason: own },
  'recoveries.changeItems': { leave: true },
  'recoveries.makeGood': { dueAt: '2026-11-27T15:00:00Z', reason: 'The part is late.' },
  'promises.sendUpdate': { text: own },
  'requests.close': { outcome: own },
  'requests.create': { customerId: own, description: own },
  'requests.list': { status: 'open', q: own },
  'requests.update': { priority: own },
  // A key has no views of its own.
  'savedViews.create': { name: 'Open jobs', scope: 'organization', filters: { view: 'open' }, columns: own },
  'services.create': { defaultSeconds: own },
  'services.update': { description: own },
  'sessions.create': { email: own, password: own },
  'teams.changeDuty': { toAt: '2026-11-28T08:00:00Z' },
  'teams.update': { memberIds: own },
  'webhooks.create': { eventTypes: own },
  'webhooks.update': { on: false },
}
