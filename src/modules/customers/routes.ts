import { csvRoute } from '#platform/csv-route'
import { route } from '#platform/http'
import { createContact } from './create-contact.ts'
import { createCustomer } from './create-customer.ts'
import { customerSheet } from './customer-sheet.ts'
import { deleteContact } from './delete-contact.ts'
import { getContact } from './get-contact.ts'
import { getCustomer } from './get-customer.ts'
import { listConsents } from './list-consents.ts'
import { listContacts } from './list-contacts.ts'
import { listCustomers } from './list-customers.ts'
import { listDuplicates } from './list-duplicates.ts'
import { mergeCustomers } from './merge-customers.ts'
import { recordConsent } from './record-consent.ts'
import { tellApart } from './tell-apart.ts'
import { undoMerge } from './undo-merge.ts'
import { updateContact } from './update-contact.ts'
import { updateCustomer } from './update-customer.ts'

export const routes = [
  route('get', '/v1/customers', listCustomers),
  csvRoute('/v1/customers.csv', customerSheet),
  route('post', '/v1/customers', createCustomer, { status: 201 }),
  route('get', '/v1/customers/:id', getCustomer),
  route('patch', '/v1/customers/:id', updateCustomer),
  route('get', '/v1/customer-duplicates', listDuplicates),
  route('post', '/v1/customers/:id/told-apart', tellApart),
  route('post', '/v1/customers/:id/merge', mergeCustomers),
  route('post', '/v1/customers/:id/merge/undo', undoMerge),
  route('get', '/v1/contacts', listContacts),
  route('post', '/v1/contacts', createContact, { status: 201 }),
  route('get', '/v1/contacts/:id', getContact),
  route('patch', '/v1/contacts/:id', updateContact),
  route('delete', '/v1/contacts/:id', deleteContact),
  route('get', '/v1/contacts/:id/consents', listConsents),
  route('post', '/v1/contacts/:id/consents', recordConsent, { status: 201 }),
] as const
