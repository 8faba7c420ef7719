export { historyBroughtIn, refreshModel } from './fit-model.ts'
export { describeObservation, endObservation, observe, observeMany, reopenObservation } from './observe.ts'
export { quoteDate } from './quote-date.ts'
export { quoteView } from './schemas.ts'
