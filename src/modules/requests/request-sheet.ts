import { memberNames } from '#modules/accounts'
import { sheet } from '#platform/csv-sheet'
import { listRequests } from './list-requests.ts'

/** Requests as a table; the importer finds its columns by their headers. */
export const requestSheet = sheet({
  name: 'requests.export',
  file: 'requests',
  list: listRequests,
  find: (ctx, rows) => memberNames(ctx, [...new Set(rows.flatMap(({ ownerId }) => ownerId ?? []))]),
  columns: {
    number: (row) => row.number,
    externalId: (row) => row.externalId,
    subject: (row) => row.subject,
    status: (row) => row.status,
    kind: (row) => row.kind,
    openedAt: (row) => row.openedAt,
    closedAt: (row) => row.closedAt,
    customerName: (row) => row.customerName,
    serviceName: (row) => row.serviceName,
    ownerName: (row, members) => members.get(row.ownerId ?? '') ?? null,
    category: (row) => row.category,
    subcategory: (row) => row.subcategory,
    channel: (row) => row.channel,
    priority: (row) => row.priority,
    team: (row) => row.team,
    area: (row) => row.area,
    outcome: (row) => row.outcome,
    description: (row) => row.description,
    source: (row) => row.source,
    followed: (row) => row.followed,
    completeUntil: (row) => row.completeUntil,
    id: (row) => row.id,
    customerId: (row) => row.customerId,
    contactId: (row) => row.contactId,
    serviceId: (row) => row.serviceId,
    ownerId: (row) => row.ownerId,
    importId: (row) => row.importId,
  },
})
