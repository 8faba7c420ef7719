export { granterOf } from './budget.ts'
export { giveRemedy, wordingIfGranted, wordingOfGrant } from './give-remedy.ts'
export { amountOf } from './grant-remedy.ts'
export { handOverApprovals } from './hand-over-approvals.ts'
