/** The modules, bottom first: each imports only those before it. The linter's test and the documentation read this list. */
export const MODULES = [
  'directory',
  'accounts',
  'calendars',
  'customers',
  'services',
  'forecast',
  'risks',
  'promises',
  'conversations',
  'requests',
  'imports',
  'lists',
  'notifications',
  'webhooks',
  'desk',
] as const

export type ModuleName = (typeof MODULES)[number]

/** Tables by the module that writes them; the platform's are written in the gate and the queue. */
export const TABLES = {
  platform: ['event', 'event_text', 'outbox', 'failed_task', 'idempotency', 'instance', 'migration'],
  directory: ['organization', 'app_user', 'user_organization', 'credential'],
  accounts: ['member', 'session', 'api_key'],
  calendars: ['calendar', 'calendar_feed', 'team', 'team_member', 'duty_change'],
  customers: ['customer', 'contact', 'customer_completion'],
  services: ['service'],
  forecast: ['forecast_observation', 'forecast_model', 'forecast_record', 'forecast_backtest'],
  risks: ['promise_risk', 'promise_rules'],
  promises: [
    'promise',
    'notice',
    'answer',
    'ledger_anchor',
    'policy',
    'policy_version',
    'policy_review',
    'default_steps',
    'promise_step',
    'customer_wait',
    'rederivation',
    'clock_state',
    'clock_lapse',
  ],
  conversations: ['message', 'tracking_link'],
  requests: ['request', 'request_counter'],
  imports: ['import', 'import_part', 'import_error', 'import_bad_row'],
  lists: ['saved_view', 'saved_view_default', 'bulk_change', 'bulk_change_row'],
  notifications: ['notification', 'notification_preference', 'push_device'],
  webhooks: ['webhook_endpoint', 'webhook_delivery', 'webhook_attempt'],
  desk: [],
} as const satisfies Record<ModuleName | 'platform', readonly string[]>
