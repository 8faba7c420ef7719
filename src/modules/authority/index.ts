export { handOverApprovals } from './hand-over-approvals.ts'
export { newestGrant } from './read-grants.ts'
