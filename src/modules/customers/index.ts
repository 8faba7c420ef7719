export { createContact } from './create-contact.ts'
export { createCustomer } from './create-customer.ts'
export { deleteContact } from './delete-contact.ts'
export {
  type CustomerBrief,
  customerNames,
  findContact,
  findContactForTelling,
  findContactsByIds,
  findCustomersByIds,
} from './find-customers.ts'
export { getCustomer } from './get-customer.ts'
export { type ImportedCustomer, importCustomers } from './import-customers.ts'
export { listCustomers } from './list-customers.ts'
export { type ContactView, type CustomerView, contactView, customerView } from './schemas.ts'
export { updateContact } from './update-contact.ts'
export { updateCustomer } from './update-customer.ts'
