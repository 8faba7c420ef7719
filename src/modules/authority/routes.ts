import { csvRoute } from '#platform/csv-route'
import { route } from '#platform/http'
import { answerApproval, withdrawApproval } from './answer-approval.ts'
import { askApproval } from './ask-approval.ts'
import { chooseOffer } from './choose-offer.ts'
import { listDeputies, removeDeputy, setDeputy } from './deputies.ts'
import { grantRemedy } from './grant-remedy.ts'
import { decide, makeOffer } from './make-offer.ts'
import { readLimits, removeLimit, setLimit } from './matrix.ts'
import { mayOffer } from './may-offer.ts'
import { getApproval, listApprovals } from './read-approvals.ts'
import { readBudgets } from './read-budgets.ts'
import { getGrant, grantSheet, listGrants } from './read-grants.ts'
import { listOffers } from './read-offers.ts'
import { takeBackGrant } from './take-back-grant.ts'

export const routes = [
  route('get', '/v1/authority-limits', readLimits),
  route('put', '/v1/authority-limits', setLimit),
  route('delete', '/v1/authority-limits/:id', removeLimit),
  route('get', '/v1/offers', mayOffer),
  route('get', '/v1/budgets', readBudgets),
  route('get', '/v1/remedy-grants', listGrants),
  csvRoute('/v1/remedy-grants.csv', grantSheet),
  route('post', '/v1/remedy-grants', grantRemedy, { status: 201 }),
  route('get', '/v1/remedy-grants/:id', getGrant),
  route('post', '/v1/remedy-grants/:id/taking-back', takeBackGrant),
  route('get', '/v1/choices', listOffers),
  route('post', '/v1/choices', makeOffer, { status: 201 }),
  route('post', '/v1/decisions', decide, { status: 201 }),
  route('post', '/v1/choices/:id/choosing', chooseOffer),
  route('get', '/v1/approvals', listApprovals),
  route('post', '/v1/approvals', askApproval, { status: 201 }),
  route('get', '/v1/approvals/:id', getApproval),
  route('post', '/v1/approvals/:id/answer', answerApproval),
  route('post', '/v1/approvals/:id/withdrawal', withdrawApproval),
  route('get', '/v1/deputies', listDeputies),
  route('put', '/v1/deputies', setDeputy),
  route('delete', '/v1/deputies/:memberId', removeDeputy),
] as const
