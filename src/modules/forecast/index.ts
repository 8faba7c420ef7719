export { planChecks } from './check-quotes.ts'
export { type Estimate, estimateChance, outlooksOf } from './estimate-chance.ts'
export { historyBroughtIn, refreshModel } from './fit-model.ts'
export { heldUntilMidnight, lastMidnight, type Midnight } from './held-model.ts'
export { modelOf } from './model-of.ts'
export { type Observed, observationsOf } from './observations-of.ts'
export {
  describeObservation,
  endObservation,
  forgetObservations,
  handOverObservation,
  observe,
  observeMany,
  reopenObservation,
} from './observe.ts'
export { quoteDate } from './quote-date.ts'
export { hoursOf } from './read-model.ts'
export { quoteView } from './schemas.ts'
