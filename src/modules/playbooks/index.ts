export { offeredRemedies, offeredRemedy, remediesOf } from './read-remedies.ts'
export { amountText, worded } from './remedy.ts'
export { amount, currencyCode, type RemedyView, remedyId } from './schemas.ts'
