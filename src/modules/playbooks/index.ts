export { createRemedy } from './create-remedy.ts'
export { offeredRemedies, offeredRemedy, remediesOf } from './read-remedies.ts'
export { amountText, type Wording, worded } from './remedy.ts'
export { amount, currencyCode, type RemedyView, remedyId } from './schemas.ts'
