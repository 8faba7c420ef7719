import { csvRoute } from '#platform/csv-route'
import { route } from '#platform/http'
import { listAnchors } from './anchor-ledger.ts'
import { getPromise } from './get-promise.ts'
import { keepPromise } from './keep-promise.ts'
import { listPromises } from './list-promises.ts'
import { listUntold } from './list-untold.ts'
import { makePromise } from './make-promise.ts'
import { promiseSheet } from './promise-sheet.ts'
import { readEvidence } from './read-evidence.ts'
import { acceptPromise, declinePromise } from './record-answer.ts'
import { recordPromiseTold } from './record-told.ts'
import { renegotiatePromise } from './renegotiate-promise.ts'
import { withdrawPromise } from './withdraw-promise.ts'

export const routes = [
  route('get', '/v1/promises', listPromises),
  csvRoute('/v1/promises.csv', promiseSheet),
  route('post', '/v1/promises', makePromise, { status: 201 }),
  route('get', '/v1/promises/:id', getPromise),
  route('post', '/v1/promises/:id/acceptance', acceptPromise),
  route('post', '/v1/promises/:id/refusal', declinePromise),
  route('post', '/v1/promises/:id/delivery', keepPromise),
  route('post', '/v1/promises/:id/renegotiation', renegotiatePromise, { status: 201 }),
  route('post', '/v1/promises/:id/withdrawal', withdrawPromise),
  route('post', '/v1/promises/:id/telling', recordPromiseTold),
  route('get', '/v1/notices', listUntold),
  route('get', '/v1/evidence', readEvidence),
  route('get', '/v1/anchors', listAnchors),
] as const
