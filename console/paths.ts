/** The patterns of the console's addresses, as the router reads them. */
export const patterns = {
  welcome: '/welcome',
  signIn: '/sign-in',
  today: '/',
  inbox: '/inbox',
  conversation: '/inbox/$conversationId',
  requests: '/requests',
  request: '/requests/$requestId',
  evidence: '/requests/$requestId/evidence',
  promises: '/promises',
  recoveries: '/recoveries',
  recovery: '/recoveries/$recoveryId',
  customers: '/customers',
  customer: '/customers/$customerId',
  imports: '/imports',
  import: '/imports/$importId',
  mail: '/mail',
  notifications: '/notifications',
  policies: '/policies',
  policy: '/policies/$policyId',
  forecast: '/forecast',
  overrides: '/forecast/overrides',
  settings: '/settings',
  calendar: '/settings/calendars/$calendarId',
  settingsSection: '/settings/$section',
} as const

export const settingsSections = [
  'account',
  'notifications',
  'organization',
  'promising',
  'members',
  'calendars',
  'teams',
  'services',
  'making',
  'budgets',
  'reasons',
  'scripts',
  'mailboxes',
  'keys',
  'webhooks',
  'sessions',
  'audit',
  'work',
] as const
export type SettingsSection = (typeof settingsSections)[number]

type Filters = Readonly<Record<string, string | undefined>>

function withFilters(path: string, filters: Filters = {}): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(filters)) if (value) query.set(name, value)
  const text = query.toString()
  return text === '' ? path : `${path}?${text}`
}

const fill = (pattern: string, values: Readonly<Record<string, string>>): string =>
  pattern.replace(/\$(\w+)/g, (_, name: string) => encodeURIComponent(values[name] ?? ''))

/** Every address of the console; the only place where one is put together. */
export const paths = {
  welcome: () => patterns.welcome,
  signIn: (back?: string) => withFilters(patterns.signIn, { back: back === '/' ? undefined : back }),
  today: () => patterns.today,
  inbox: (filters?: Filters) => withFilters(patterns.inbox, filters),
  conversation: (conversationId: string, filters?: Filters) =>
    withFilters(fill(patterns.conversation, { conversationId }), filters),
  requests: (filters?: Filters) => withFilters(patterns.requests, filters),
  request: (requestId: string, promiseId?: string) =>
    fill(patterns.request, { requestId }) + (promiseId ? `#promise-${promiseId}` : ''),
  evidence: (requestId: string) => fill(patterns.evidence, { requestId }),
  promises: (filters?: Filters) => withFilters(patterns.promises, filters),
  recoveries: (filters?: Filters) => withFilters(patterns.recoveries, filters),
  recovery: (recoveryId: string) => fill(patterns.recovery, { recoveryId }),
  customers: (filters?: Filters) => withFilters(patterns.customers, filters),
  customer: (customerId: string) => fill(patterns.customer, { customerId }),
  imports: () => patterns.imports,
  import: (importId: string) => fill(patterns.import, { importId }),
  notifications: () => patterns.notifications,
  mail: (filters?: Filters) => withFilters(patterns.mail, filters),
  policies: (filters?: Filters) => withFilters(patterns.policies, filters),
  /** `new` is one that is not there yet. */
  policy: (policyId: string) => fill(patterns.policy, { policyId }),
  forecast: () => patterns.forecast,
  overrides: (filters?: Filters) => withFilters(patterns.overrides, filters),
  calendar: (calendarId: string) => fill(patterns.calendar, { calendarId }),
  settings: (section: SettingsSection = 'account') => fill(patterns.settingsSection, { section }),
} as const

/** The address to return to after signing in: only one of our own, never another site. */
export function safeReturn(back: string | undefined): string {
  if (!back?.startsWith('/') || back.startsWith('//') || back.includes('\\')) return paths.today()
  return back
}
