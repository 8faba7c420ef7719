import { sheet } from '#platform/csv-sheet'
import { listCustomers } from './list-customers.ts'
import type { ContactView } from './schemas.ts'

const inOneLine = ({ name, email, phone }: ContactView): string => [name, email, phone].filter(Boolean).join(', ')

/** Customers as a table: one row each, with the primary contact in columns of its own and the others in one. */
export const customerSheet = sheet({
  name: 'customers.export',
  file: 'customers',
  list: listCustomers,
  columns: {
    name: (row) => row.name,
    kind: (row) => row.kind,
    contactName: ({ contacts: [primary] }) => primary?.name ?? null,
    email: ({ contacts: [primary] }) => primary?.email ?? null,
    phone: ({ contacts: [primary] }) => primary?.phone ?? null,
    language: ({ contacts: [primary] }) => primary?.language ?? null,
    timeZone: ({ contacts: [primary] }) => primary?.timeZone ?? null,
    otherContacts: ({ contacts: [, ...others] }) => others.map(inOneLine).join('\n'),
    note: (row) => row.note,
    segment: (row) => row.segment,
    source: (row) => row.source,
    externalId: (row) => row.externalId,
    createdAt: (row) => row.createdAt,
    id: (row) => row.id,
  },
})
