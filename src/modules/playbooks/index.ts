export { findReason } from './read-reasons.ts'
export { offeredRemedies, offeredRemedy, remediesOf } from './read-remedies.ts'
/** @public For whatever writes to customers by itself. */
export { findScript, renderedScript } from './read-scripts.ts'
/** @public */
export { reasonWhy, saidWhy } from './reason.ts'
export { reasonId, whyText } from './reason-schemas.ts'
export { amountText, type Wording, worded } from './remedy.ts'
export { amount, currencyCode, type RemedyView, remedyId } from './schemas.ts'
/** @public */
export { renderScript, unfilledIn, type Values } from './script.ts'
export { scriptId } from './script-schemas.ts'
