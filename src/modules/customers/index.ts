export { callerDigits } from './caller.ts'
export {
  checkContact,
  clearBounce,
  customersWithEmails,
  findContactsByEmails,
  recordBounce,
} from './contact-by-email.ts'
export { findContactByPhone } from './contact-by-phone.ts'
export { createCustomer } from './create-customer.ts'
export { findCustomerFacts } from './customer-facts.ts'
export { customerSheet } from './customer-sheet.ts'
export { type CustomerStand, customerStands } from './customer-stands.ts'
export {
  customerNames,
  findContactForTelling,
  findContactsByIds,
  findCustomerIdsNamed,
} from './find-customers.ts'
export { getCustomer } from './get-customer.ts'
export { hasRefused } from './has-refused.ts'
export { type ImportedCustomer, importCustomers, signsOf } from './import-customers.ts'
export { languagesRead } from './languages-read.ts'
export { findCustomerIds, listCustomers } from './list-customers.ts'
export { keysOf, matchCustomers, type Signs } from './match-customers.ts'
export { customerIdsIn, customerIdsOf, familiesOf, survivorIdOf, survivorsOf } from './one-customer.ts'
export { type ContactView, isTelephone } from './schemas.ts'
export { searchCustomers } from './search-customers.ts'
export { type Undone, undoCompletions, undoImportedContacts, undoImportedCustomers } from './undo-imported.ts'
export { countImported, importedAndTouched } from './undo-queries.ts'
export { updateCustomer } from './update-customer.ts'
