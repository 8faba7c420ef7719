export { handOverApprovals } from './hand-over-approvals.ts'
