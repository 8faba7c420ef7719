import type { HelpDeskExport } from './help-desk-export.ts'

const channels = {
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

/** What Chatwoot exports, each with where its names come from. */
export const chatwootExports: readonly HelpDeskExport[] = [
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
      channel: channels,
    },
  },
]
