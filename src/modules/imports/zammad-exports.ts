import type { HelpDeskExport } from './help-desk-export.ts'

const priorities = {
  '1': 'Low',
  '2': 'Normal',
  '3': 'High',
  '1 low': 'Low',
  '2 normal': 'Normal',
  '3 high': 'High',
}
const closed = ['closed', 'merged', 'removed', '4', '5', '6']

/** What Zammad exports, each with where its names come from. */
export const zammadExports: readonly HelpDeskExport[] = [
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
    closedStatuses: closed,
    values: { priority: priorities },
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
    closedStatuses: closed,
    values: { priority: priorities },
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
