export { callLeads } from './call-lead.ts'
export { nextLastMoment, organizationsWithLastMoments } from './queries.ts'
