export { createCustomer } from './create-customer.ts'
export {
  customerNames,
  findContactForTelling,
  findContactsByIds,
  findCustomerIdsNamed,
} from './find-customers.ts'
export { importCustomers } from './import-customers.ts'
export type { ContactView } from './schemas.ts'
