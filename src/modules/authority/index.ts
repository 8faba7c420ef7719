export { granterOf } from './budget.ts'
export { giveRemedy, wordingOfGrant } from './give-remedy.ts'
export { handOverApprovals } from './hand-over-approvals.ts'
export { newestGrant } from './read-grants.ts'
