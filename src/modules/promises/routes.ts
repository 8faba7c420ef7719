import { csvRoute } from '#platform/csv-route'
import { route } from '#platform/http'
import { acknowledgeStep } from './acknowledge-step.ts'
import { listAnchors } from './anchor-ledger.ts'
import { checkPromise } from './check-promise.ts'
import { createPolicy } from './create-policy.ts'
import { endWait } from './end-wait.ts'
import { explainPromise } from './explain-promise.ts'
import { getPromise } from './get-promise.ts'
import { handBackStep } from './hand-back-step.ts'
import { handOverPromise } from './hand-over-promise.ts'
import { keepPromise } from './keep-promise.ts'
import { listLapses, seeLapse } from './lapses.ts'
import { listContradictions, readContradictions } from './list-contradictions.ts'
import { listOverrides } from './list-overrides.ts'
import { getPolicy, listPolicies, listPolicyVersions } from './list-policies.ts'
import { listPromises } from './list-promises.ts'
import { listRederivations } from './list-rederivations.ts'
import { listSteps, listStepsOfPromise } from './list-steps.ts'
import { listUntold } from './list-untold.ts'
import { listWaits } from './list-waits.ts'
import { makePromise } from './make-promise.ts'
import { previewCalendar } from './preview-calendar.ts'
import { promiseSheet } from './promise-sheet.ts'
import { readDefaultSteps } from './read-default-steps.ts'
import { readEvidence } from './read-evidence.ts'
import { readNorms } from './read-norms.ts'
import { readOverrides } from './read-overrides.ts'
import { readReasonUse } from './read-reason-use.ts'
import { readRisk } from './read-risk.ts'
import { acceptPromise, declinePromise } from './record-answer.ts'
import { recordPromiseTold } from './record-told.ts'
import { renegotiatePromise } from './renegotiate-promise.ts'
import { reportFirmOccurrence } from './report-firm-occurrence.ts'
import { listPolicyReviews, reviewPolicy } from './review-policy.ts'
import { sendUpdate } from './send-update.ts'
import { simulatePolicies } from './simulate-policies.ts'
import { startWait } from './start-wait.ts'
import { installStarterSet, readStarterSet } from './starter-set.ts'
import { stopRederivation } from './stop-rederivation.ts'
import { updateDefaultSteps } from './update-default-steps.ts'
import { updatePolicy } from './update-policy.ts'
import { withdrawPromise } from './withdraw-promise.ts'

export const routes = [
  route('get', '/v1/promises', listPromises),
  csvRoute('/v1/promises.csv', promiseSheet),
  route('post', '/v1/promises', makePromise, { status: 201 }),
  route('get', '/v1/promises/:id', getPromise),
  route('get', '/v1/promises/:id/explanation', explainPromise),
  route('get', '/v1/promises/:id/risk', readRisk),
  route('post', '/v1/promises/:id/acceptance', acceptPromise),
  route('post', '/v1/promises/:id/refusal', declinePromise),
  route('post', '/v1/promises/:id/delivery', keepPromise),
  route('post', '/v1/promises/:id/renegotiation', renegotiatePromise, { status: 201 }),
  route('post', '/v1/promises/:id/withdrawal', withdrawPromise),
  route('post', '/v1/promises/:id/hand-over', handOverPromise),
  route('post', '/v1/promises/:id/telling', recordPromiseTold),
  route('post', '/v1/promises/:id/update', sendUpdate, { status: 201 }),
  route('get', '/v1/promise-check', checkPromise),
  route('get', '/v1/promise-overrides', listOverrides),
  route('get', '/v1/promise-overrides/figures', readOverrides),
  route('get', '/v1/promise-contradictions', listContradictions),
  route('get', '/v1/promise-contradictions/figures', readContradictions),
  route('get', '/v1/waits', listWaits),
  route('post', '/v1/waits', startWait, { status: 201 }),
  route('post', '/v1/waits/:id/end', endWait),
  route('get', '/v1/promises/:id/steps', listStepsOfPromise),
  route('post', '/v1/promises/:id/steps/:n/acknowledgement', acknowledgeStep),
  route('post', '/v1/promises/:id/steps/:n/handing-back', handBackStep),
  route('get', '/v1/steps', listSteps),
  route('get', '/v1/notices', listUntold),
  route('get', '/v1/reason-use', readReasonUse),
  route('get', '/v1/evidence', readEvidence),
  route('get', '/v1/anchors', listAnchors),
  route('post', '/v1/calendars/:id/preview', previewCalendar),
  route('get', '/v1/rederivations', listRederivations),
  route('post', '/v1/rederivations/:id/stop', stopRederivation),
  route('get', '/v1/lapses', listLapses),
  route('post', '/v1/lapses/:id/seen', seeLapse),
  route('get', '/v1/policies', listPolicies),
  route('post', '/v1/policies', createPolicy, { status: 201 }),
  route('post', '/v1/policies/simulation', simulatePolicies),
  route('get', '/v1/policies/:id', getPolicy),
  route('patch', '/v1/policies/:id', updatePolicy),
  route('get', '/v1/policies/:id/versions', listPolicyVersions),
  route('get', '/v1/policies/:id/reviews', listPolicyReviews),
  route('post', '/v1/policies/:id/reviews', reviewPolicy, { status: 201 }),
  route('post', '/v1/policies/:id/occurrences', reportFirmOccurrence),
  route('get', '/v1/policy-starter-set', readStarterSet),
  route('post', '/v1/policy-starter-set', installStarterSet),
  route('get', '/v1/default-steps', readDefaultSteps),
  route('put', '/v1/default-steps', updateDefaultSteps),
  route('get', '/v1/norms', readNorms),
] as const
