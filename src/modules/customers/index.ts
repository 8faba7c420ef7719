export { createCustomer } from './create-customer.ts'
export { findCustomerFacts } from './customer-facts.ts'
export { customerSheet } from './customer-sheet.ts'
export {
  customerNames,
  findContactForTelling,
  findContactsByIds,
  findCustomerIdsNamed,
} from './find-customers.ts'
export { getCustomer } from './get-customer.ts'
export { importCustomers } from './import-customers.ts'
export type { ContactView } from './schemas.ts'
export { searchCustomers } from './search-customers.ts'
