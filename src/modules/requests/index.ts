export { closeRequest, reopenRequest } from './close-request.ts'
export { createUnpromised } from './create-request.ts'
export { importsOfExternalIds } from './external-id-queries.ts'
export { findRequestByName } from './find-request-by-name.ts'
export { countRequestsOf, handOverRequestsOf } from './hand-over-requests.ts'
export {
  countImportedRequests,
  importedAndBuiltOn,
  importedCustomersOfOthers,
  requestsOfAny,
} from './import-queries.ts'
export { importRequests } from './import-requests.ts'
export { findRequestIds, listRequests } from './list-requests.ts'
export { recordContact } from './note-contact.ts'
export { openFromConversations } from './open-from-conversation.ts'
export { promiseForOpened } from './promise-for-opened.ts'
export { checkRequest, getRequest, readRequestEvidence } from './read-request.ts'
export { requestHeads } from './request-heads.ts'
export { requestSheet } from './request-sheet.ts'
export { type RequestStand, requestStands } from './request-stands.ts'
export { requestId } from './schemas.ts'
export { searchRequests } from './search-requests.ts'
export { takeComplaint } from './take-complaint.ts'
export { undoImportedRequests } from './undo-imported.ts'
export { updateRequest } from './update-request.ts'
