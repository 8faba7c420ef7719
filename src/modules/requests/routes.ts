import { csvRoute } from '#platform/csv-route'
import { route } from '#platform/http'
import { adoptRequest } from './adopt-request.ts'
import { closeRequest, reopenRequest } from './close-request.ts'
import { createRequest } from './create-request.ts'
import { listRequests } from './list-requests.ts'
import { markExceptional, readException, unmarkExceptional } from './mark-exceptional.ts'
import { recordContact } from './note-contact.ts'
import { previewScript } from './preview-script.ts'
import { quoteRequest } from './quote-request.ts'
import { getRequest, readRequestEvidence } from './read-request.ts'
import { reportOccurrence } from './report-occurrence.ts'
import { requestSheet } from './request-sheet.ts'
import { noteContactAbout, writeAbout } from './speak-about.ts'
import { updateRequest } from './update-request.ts'

export const routes = [
  route('get', '/v1/requests', listRequests),
  csvRoute('/v1/requests.csv', requestSheet),
  route('post', '/v1/requests', createRequest, { status: 201 }),
  route('get', '/v1/requests/:id', getRequest),
  route('patch', '/v1/requests/:id', updateRequest),
  route('post', '/v1/requests/:id/closing', closeRequest),
  route('post', '/v1/requests/:id/reopening', reopenRequest),
  route('post', '/v1/requests/:id/adoption', adoptRequest),
  route('get', '/v1/requests/:id/exception', readException),
  route('put', '/v1/requests/:id/exception', markExceptional),
  route('post', '/v1/requests/:id/exception/ending', unmarkExceptional),
  route('post', '/v1/requests/:id/occurrences', reportOccurrence),
  route('get', '/v1/requests/:id/quote', quoteRequest),
  route('get', '/v1/requests/:id/evidence', readRequestEvidence),
  route('post', '/v1/requests/:id/conversations', writeAbout, { status: 201 }),
  route('get', '/v1/scripts/:id/preview', previewScript),
  route('post', '/v1/contact-notes', recordContact, { status: 201 }),
  route('post', '/v1/requests/:id/contact-notes', noteContactAbout, { status: 201 }),
] as const
