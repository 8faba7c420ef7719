export { forgetBulkChanges } from './forget-bulk-changes.ts'
