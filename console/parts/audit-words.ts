import { eventLook } from './event-words.tsx'
import { w } from './people-words.tsx'

/** What a page of the audit log can be about, and how types of its events begin. */
export const auditKinds = {
  access: 'member,session,apiKey',
  settings: 'organization,calendar,team,service,policy,rederivation,webhook',
  promises: 'promise,wait',
  requests: 'request',
  customers: 'customer,contact',
  messages: 'message,link,conversation',
  imports: 'import,sample',
  system: 'ledger,forecast,clock,task',
} as const
export type AuditKind = keyof typeof auditKinds

type Names = typeof w.audit.type

const names: Readonly<Record<string, keyof Names>> = {
  'organization.created': 'organizationCreated',
  'organization.updated': 'organizationUpdated',
  'organization.rules_changed': 'rulesChanged',
  'organization.default_steps_changed': 'defaultStepsChanged',
  'member.invited': 'memberInvited',
  'member.joined': 'memberJoined',
  'member.updated': 'memberUpdated',
  'member.removed': 'memberRemoved',
  'member.work_handed_over': 'memberWork',
  'member.password_set': 'passwordSet',
  'session.started': 'sessionStarted',
  'session.ended': 'sessionEnded',
  'apiKey.created': 'apiKeyCreated',
  'apiKey.revoked': 'apiKeyRevoked',
  'task.restarted': 'taskRestarted',
  'webhook.created': 'webhookChanged',
  'webhook.changed': 'webhookChanged',
  'webhook.removed': 'webhookRemoved',
  'webhook.secret_rotated': 'webhookSecret',
  'webhook.replayed': 'webhookReplayed',
  'webhook.recovered': 'webhookReplayed',
  'webhook.turned_off': 'webhookTurnedOff',
  'calendar.created': 'calendarCreated',
  'calendar.changed': 'calendarChanged',
  'calendar.feed_added': 'feedChanged',
  'calendar.feed_removed': 'feedChanged',
  'calendar.feed_approved': 'feedChanged',
  'calendar.feed_dismissed': 'feedChanged',
  'calendar.feed_checked': 'feedChanged',
  'calendar.feed_check_asked': 'feedChanged',
  'rederivation.began': 'rederivation',
  'rederivation.stopped': 'rederivation',
  'team.created': 'teamCreated',
  'team.changed': 'teamChanged',
  'team.archived': 'teamArchived',
  'team.duty_changed': 'dutyChanged',
  'team.duty_change_deleted': 'dutyChanged',
  'service.created': 'serviceCreated',
  'service.changed': 'serviceChanged',
  'service.archived': 'serviceArchived',
  'policy.created': 'policyCreated',
  'policy.changed': 'policyChanged',
  'policy.reviewed': 'policyReviewed',
  'customer.created': 'customerCreated',
  'customer.updated': 'customerUpdated',
  'contact.created': 'contactCreated',
  'contact.updated': 'contactUpdated',
  'contact.deleted': 'contactDeleted',
  'import.created': 'importCreated',
  'import.uploaded': 'importStep',
  'import.mapped': 'importStep',
  'import.check_asked': 'importStep',
  'import.checked': 'importStep',
  'import.check_cancelled': 'importStep',
  'import.finished': 'importFinished',
  'import.failed': 'importFailed',
  'import.cancelled': 'importCancelled',
  'import.discarded': 'importCancelled',
  'import.undo_asked': 'importUndoAsked',
  'import.undone': 'importUndone',
  'ledger.anchored': 'ledgerAnchored',
  'forecast.fitted': 'forecastFitted',
  'forecast.checked': 'forecastChecked',
  'forecast.alarm_raised': 'alarmRaised',
  'forecast.alarm_ended': 'alarmEnded',
  'clock.was_late': 'clockLate',
}

interface Event {
  readonly type: string
  readonly data: Readonly<Record<string, unknown>>
}

/** What happened, in words; a type that has none shows its own name. */
export function auditTitle({ type, data }: Event): string {
  const name = type.startsWith('sample.') ? 'sampleLoaded' : names[type]
  return name ? w.audit.type[name]() : eventLook({ type, data, text: null }).title
}
