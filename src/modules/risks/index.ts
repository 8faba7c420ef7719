export { nextLookAt, organizationsWithLooks } from './due-queries.ts'
export { estimateDue } from './estimate-due.ts'
export { lookAgain, lookAgainAtAll } from './look-again.ts'
export { observedId } from './observed-id.ts'
export {
  countAtRisk,
  NOT_ESTIMATED,
  promisesAtRisk,
  type RiskView,
  riskHistoryOf,
  riskHistoryView,
  risksOf,
  riskView,
} from './risk-of.ts'
export { type PromiseRules, rulesOf } from './rules.ts'
export { watch, watchEnded, watchLost, watchMoved, watchPaused, watchResumed } from './watch.ts'
