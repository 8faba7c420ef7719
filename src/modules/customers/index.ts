export { createCustomer } from './create-customer.ts'
export {
  customerNames, findCustomerIdsNamed,
  findContactForTelling,
  findContactsByIds,
} from './find-customers.ts'
export { importCustomers } from './import-customers.ts'
export type { ContactView } from './schemas.ts'
