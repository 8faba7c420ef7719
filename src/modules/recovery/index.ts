export { callLeads } from './call-lead.ts'
export { itemSheet } from './list-items.ts'
export { recoverySheet } from './list-recoveries.ts'
export { nextLastMoment, organizationsWithLastMoments } from './queries.ts'
