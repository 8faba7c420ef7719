// Longer than usual: one table of what four systems export, each entry with where its names come from.
import type { Field, ImportKind, WordField } from './fields.ts'

export const systems = ['zendesk', 'freshdesk', 'chatwoot', 'zammad'] as const
export type System = (typeof systems)[number]

export const contents = ['tickets', 'conversations', 'users', 'contacts', 'organizations', 'companies'] as const
export type Content = (typeof contents)[number]

/**
 * One export of one system: the columns by which it is known, and how they are read. Names are in small letters; those of
 * JSON are paths. `columns`: for each field the columns that may hold it, best first. `times`: how times without an offset
 * are meant: in the zone of the account there, or with an offset.
 */
export type HelpDeskExport = {
  system: System
  content: Content
  format: 'csv' | 'json'
  kind: ImportKind
  /** Every one of them is there. */
  signs: readonly string[]
  /** If given, nothing but these, the signs and the columns is there: for exports with few and usual names. */
  others?: readonly string[]
  columns: Readonly<Partial<Record<Field, readonly string[]>>>
  times: 'offset' | 'account'
  source: string
  closedStatuses?: readonly string[]
  /** Columns that say the last change and not the close. */
  lastChanges?: readonly string[]
  values?: Readonly<Partial<Record<WordField, Readonly<Record<string, string>>>>>
  only?: { column: string; values: readonly string[] }
  customerKind?: 'person' | 'company'
}

const zendeskPriorities = { low: 'Low', normal: 'Normal', high: 'High', urgent: 'Urgent', '-': '' }
const zendeskTypes = { question: 'Question', incident: 'Incident', problem: 'Problem', task: 'Task', '-': '' }
const freshdeskPriorities = { '1': 'Low', '2': 'Normal', '3': 'High', '4': 'Urgent', medium: 'Normal' }
const freshdeskSources = {
  '1': 'Email',
  '2': 'Portal',
  '3': 'Phone',
  '7': 'Chat',
  '9': 'Feedback widget',
  '10': 'Outbound email',
}
const zammadPriorities = {
  '1': 'Low',
  '2': 'Normal',
  '3': 'High',
  '1 low': 'Low',
  '2 normal': 'Normal',
  '3 high': 'High',
}
const chatwootChannels = {
  'Channel::WebWidget': 'Website',
  'Channel::Email': 'Email',
  'Channel::Api': 'API',
  'Channel::Whatsapp': 'WhatsApp',
  'Channel::FacebookPage': 'Facebook',
  'Channel::Instagram': 'Instagram',
  'Channel::Telegram': 'Telegram',
  'Channel::Line': 'LINE',
  'Channel::Sms': 'SMS',
  'Channel::TwilioSms': 'SMS',
}
const zammadClosed = ['closed', 'merged', 'removed', '4', '5', '6']

export const helpDeskExports: readonly HelpDeskExport[] = [
  {
    // support.zendesk.com/hc/en-us/articles/4408886165402, "CSV export": the columns; times are in the account's zone.
    system: 'zendesk',
    content: 'tickets',
    format: 'csv',
    kind: 'requests',
    signs: ['id', 'requester', 'requester email', 'group', 'subject', 'status', 'via', 'created at', 'solved at'],
    columns: {
      externalId: ['id'],
      openedAt: ['created at'],
      closedAt: ['solved at'],
      targetAt: ['due date'],
      status: ['status'],
      category: ['ticket type'],
      channel: ['via'],
      priority: ['priority'],
      team: ['group'],
      subject: ['subject'],
      customerName: ['requester'],
      customerEmail: ['requester email'],
      customerExternalId: ['requester id'],
    },
    times: 'account',
    source: 'zendesk',
    closedStatuses: ['solved', 'closed'],
    values: { priority: zendeskPriorities, category: zendeskTypes },
  },
  {
    // A list of tickets (a view) saved as CSV: its columns are chosen there, under the names that views have.
    system: 'zendesk',
    content: 'tickets',
    format: 'csv',
    kind: 'requests',
    signs: ['status', 'id', 'subject', 'requester', 'requested'],
    columns: {
      externalId: ['id'],
      openedAt: ['requested'],
      closedAt: ['solved', 'updated', 'latest update'],
      targetAt: ['due date'],
      status: ['status'],
      category: ['type'],
      channel: ['via', 'channel'],
      priority: ['priority'],
      team: ['group'],
      subject: ['subject'],
      customerName: ['requester'],
    },
    times: 'account',
    source: 'zendesk',
    closedStatuses: ['solved', 'closed'],
    lastChanges: ['updated', 'latest update'],
    values: { priority: zendeskPriorities, category: zendeskTypes },
  },
  {
    // developer.zendesk.com/api-reference/ticketing/tickets/tickets and the JSON export (one {"ticket": {…}} a line, UTC);
    // metric_set is there when it was asked for.
    system: 'zendesk',
    content: 'tickets',
    format: 'json',
    kind: 'requests',
    signs: ['id', 'created_at', 'updated_at', 'requester_id', 'submitter_id', 'status', 'via.channel'],
    columns: {
      externalId: ['id'],
      openedAt: ['created_at'],
      closedAt: ['metric_set.solved_at', 'updated_at'],
      targetAt: ['due_at'],
      status: ['status'],
      category: ['type'],
      channel: ['via.channel'],
      priority: ['priority'],
      team: ['group.name', 'group_id'],
      subject: ['subject', 'raw_subject'],
      description: ['description'],
      customerName: ['requester.name'],
      customerEmail: ['requester.email'],
      customerExternalId: ['requester_id'],
    },
    times: 'offset',
    source: 'zendesk',
    closedStatuses: ['solved', 'closed'],
    lastChanges: ['updated_at'],
    values: { priority: zendeskPriorities, category: zendeskTypes },
  },
  {
    // developer.zendesk.com/api-reference/ticketing/users/users: agents are users, too.
    system: 'zendesk',
    content: 'users',
    format: 'json',
    kind: 'customers',
    signs: ['id', 'name', 'email', 'role', 'time_zone', 'locale', 'ticket_restriction'],
    columns: {
      externalId: ['id'],
      name: ['name'],
      email: ['email'],
      phone: ['phone'],
      language: ['locale'],
      timeZone: ['iana_time_zone', 'time_zone'],
      note: ['notes'],
    },
    times: 'offset',
    source: 'zendesk',
    only: { column: 'role', values: ['end-user'] },
    customerKind: 'person',
  },
  {
    // developer.zendesk.com/api-reference/ticketing/organizations/organizations
    system: 'zendesk',
    content: 'organizations',
    format: 'json',
    kind: 'customers',
    signs: ['id', 'name', 'shared_tickets', 'shared_comments', 'domain_names'],
    columns: { externalId: ['id'], name: ['name'], note: ['notes'] },
    times: 'offset',
    source: 'zendesk.organizations',
    customerKind: 'company',
  },
  {
    // The columns that the ticket list of Freshdesk exports, as files of it that are in use have them.
    system: 'freshdesk',
    content: 'tickets',
    format: 'csv',
    kind: 'requests',
    signs: [
      'ticket id',
      'subject',
      'status',
      'priority',
      'source',
      'created time',
      'resolved time',
      'last update time',
    ],
    columns: {
      externalId: ['ticket id'],
      openedAt: ['created time'],
      closedAt: ['resolved time'],
      targetAt: ['due by time'],
      status: ['status'],
      category: ['type'],
      channel: ['source'],
      priority: ['priority'],
      team: ['group'],
      subject: ['subject'],
      description: ['description'],
      customerName: ['full name', 'requester name', 'contact name'],
      customerEmail: ['email', 'requester email', 'contact email'],
      customerPhone: ['work phone', 'mobile phone'],
      customerExternalId: ['contact id'],
    },
    times: 'account',
    source: 'freshdesk',
    closedStatuses: ['resolved', 'closed'],
    values: { priority: freshdeskPriorities },
  },
  {
    // developers.freshdesk.com/api/#tickets (stats and requester with ?include=…); the account export wraps each ticket in
    // {"helpdesk_ticket": {…}} with the names of developer.freshdesk.com/api/v1.
    system: 'freshdesk',
    content: 'tickets',
    format: 'json',
    kind: 'requests',
    signs: ['created_at', 'updated_at', 'due_by', 'requester_id', 'responder_id', 'status', 'priority', 'source'],
    columns: {
      externalId: ['display_id', 'id'],
      openedAt: ['created_at'],
      closedAt: ['stats.resolved_at', 'ticket_states.resolved_at', 'updated_at'],
      targetAt: ['due_by'],
      status: ['status'],
      category: ['ticket_type', 'type'],
      channel: ['source_name', 'source'],
      priority: ['priority_name', 'priority'],
      team: ['group_id'],
      subject: ['subject'],
      description: ['description_text', 'description'],
      customerName: ['requester.name', 'requester_name'],
      customerEmail: ['requester.email'],
      customerPhone: ['requester.mobile', 'requester.phone'],
      customerExternalId: ['requester_id'],
    },
    times: 'offset',
    source: 'freshdesk',
    closedStatuses: ['4', '5', 'resolved', 'closed'],
    lastChanges: ['updated_at'],
    values: { priority: freshdeskPriorities, channel: freshdeskSources },
  },
  {
    // developers.freshdesk.com/api/#contacts
    system: 'freshdesk',
    content: 'contacts',
    format: 'json',
    kind: 'customers',
    signs: ['id', 'name', 'email', 'phone', 'mobile', 'job_title', 'time_zone', 'company_id'],
    columns: {
      externalId: ['id'],
      name: ['name'],
      email: ['email'],
      phone: ['phone'],
      otherPhone: ['mobile'],
      language: ['language'],
      timeZone: ['time_zone'],
      note: ['description'],
    },
    times: 'offset',
    source: 'freshdesk',
    customerKind: 'person',
  },
  {
    // developers.freshdesk.com/api/#companies
    system: 'freshdesk',
    content: 'companies',
    format: 'json',
    kind: 'customers',
    signs: ['id', 'name', 'domains', 'health_score', 'account_tier'],
    columns: { externalId: ['id'], name: ['name'], note: ['note'], segment: ['account_tier'] },
    times: 'offset',
    source: 'freshdesk.companies',
    customerKind: 'company',
  },
  {
    // github.com/chatwoot/chatwoot, app/jobs/account/contacts_export_job.rb: these columns, later versions with labels.
    system: 'chatwoot',
    content: 'contacts',
    format: 'csv',
    kind: 'customers',
    signs: ['id', 'name', 'email', 'phone_number'],
    others: ['labels', 'identifier', 'created_at', 'last_activity_at', 'company_name'],
    columns: { externalId: ['id'], name: ['name'], email: ['email'], phone: ['phone_number'] },
    times: 'offset',
    source: 'chatwoot',
    customerKind: 'person',
  },
  {
    // …, app/views/api/v1/models/_contact.json.jbuilder: GET /api/v1/accounts/{id}/contacts
    system: 'chatwoot',
    content: 'contacts',
    format: 'json',
    kind: 'customers',
    signs: ['id', 'name', 'email', 'phone_number', 'identifier', 'availability_status', 'thumbnail'],
    columns: { externalId: ['id'], name: ['name'], email: ['email'], phone: ['phone_number'] },
    times: 'offset',
    source: 'chatwoot',
    customerKind: 'person',
  },
  {
    // …, app/views/api/v1/conversations/partials/_conversation.json.jbuilder: GET /api/v1/accounts/{id}/conversations.
    // Resolving writes a message, and each message sets last_activity_at (app/models/message.rb).
    system: 'chatwoot',
    content: 'conversations',
    format: 'json',
    kind: 'requests',
    signs: ['id', 'inbox_id', 'status', 'created_at', 'last_activity_at', 'meta.sender.id', 'meta.channel'],
    columns: {
      externalId: ['id'],
      openedAt: ['created_at'],
      closedAt: ['last_activity_at'],
      status: ['status'],
      category: ['labels'],
      channel: ['meta.channel'],
      priority: ['priority'],
      team: ['meta.team.name'],
      subject: ['additional_attributes.mail_subject'],
      customerName: ['meta.sender.name'],
      customerEmail: ['meta.sender.email'],
      customerPhone: ['meta.sender.phone_number'],
      customerExternalId: ['meta.sender.id'],
    },
    times: 'offset',
    source: 'chatwoot',
    closedStatuses: ['resolved'],
    lastChanges: ['last_activity_at'],
    values: {
      priority: { low: 'Low', medium: 'Normal', high: 'High', urgent: 'Urgent' },
      channel: chatwootChannels,
    },
  },
  {
    // github.com/zammad/zammad, lib/excel_sheet/ticket.rb: the sheet that reports offer, saved as CSV; in the zone of whoever
    // downloads it.
    system: 'zammad',
    content: 'tickets',
    format: 'csv',
    kind: 'requests',
    signs: ['#', 'title', 'state', 'priority', 'group', 'owner', 'customer', 'created at', 'closed at'],
    columns: {
      externalId: ['#'],
      openedAt: ['created at'],
      closedAt: ['closed at'],
      targetAt: ['close escalation at'],
      status: ['state'],
      channel: ['create channel'],
      priority: ['priority'],
      team: ['group'],
      subject: ['title'],
      customerName: ['customer'],
    },
    times: 'account',
    source: 'zammad',
    closedStatuses: zammadClosed,
    values: { priority: zammadPriorities },
  },
  {
    // docs.zammad.org/en/latest/api/ticket: with ?expand=true the names of state, group and customer are there, too.
    system: 'zammad',
    content: 'tickets',
    format: 'json',
    kind: 'requests',
    signs: ['id', 'number', 'title', 'group_id', 'state_id', 'priority_id', 'customer_id', 'close_at', 'created_at'],
    columns: {
      // The number is what people and the sheet of reports call it.
      externalId: ['number'],
      openedAt: ['created_at'],
      closedAt: ['close_at'],
      targetAt: ['close_escalation_at'],
      status: ['state', 'state_id'],
      category: ['type'],
      channel: ['create_article_type'],
      priority: ['priority', 'priority_id'],
      team: ['group', 'group_id'],
      subject: ['title'],
      customerEmail: ['customer'],
      customerExternalId: ['customer_id'],
    },
    times: 'offset',
    source: 'zammad',
    closedStatuses: zammadClosed,
    values: { priority: zammadPriorities },
  },
  {
    // docs.zammad.org/en/latest/api/user; with ?expand=true the roles are there by name.
    system: 'zammad',
    content: 'users',
    format: 'json',
    kind: 'customers',
    signs: ['id', 'login', 'firstname', 'lastname', 'email'],
    columns: {
      externalId: ['id'],
      name: ['firstname'],
      lastName: ['lastname'],
      email: ['email'],
      phone: ['phone'],
      otherPhone: ['mobile'],
      note: ['note'],
    },
    times: 'offset',
    source: 'zammad',
    only: { column: 'roles', values: ['Customer'] },
    customerKind: 'person',
  },
  {
    // github.com/zammad/zammad, app/models/concerns/can_csv_import.rb: the CSV of users that it gives and takes.
    system: 'zammad',
    content: 'users',
    format: 'csv',
    kind: 'customers',
    signs: ['login', 'firstname', 'lastname', 'email', 'web', 'active'],
    columns: {
      externalId: ['id'],
      name: ['firstname'],
      lastName: ['lastname'],
      email: ['email'],
      phone: ['phone'],
      otherPhone: ['mobile'],
      note: ['note'],
    },
    times: 'offset',
    source: 'zammad',
    only: { column: 'roles', values: ['Customer'] },
    customerKind: 'person',
  },
  {
    // docs.zammad.org/en/latest/api/organization
    system: 'zammad',
    content: 'organizations',
    format: 'json',
    kind: 'customers',
    signs: ['id', 'name', 'shared', 'domain', 'domain_assignment', 'active'],
    columns: { externalId: ['id'], name: ['name'], note: ['note'] },
    times: 'offset',
    source: 'zammad.organizations',
    customerKind: 'company',
  },
  {
    system: 'zammad',
    content: 'organizations',
    format: 'csv',
    kind: 'customers',
    signs: ['name', 'shared', 'domain', 'domain_assignment', 'active'],
    columns: { externalId: ['id'], name: ['name'], note: ['note'] },
    times: 'offset',
    source: 'zammad.organizations',
    customerKind: 'company',
  },
]
