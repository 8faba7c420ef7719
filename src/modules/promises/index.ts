export { anchorLedger } from './anchor-ledger.ts'
export { answerPromise } from './answer-promise.ts'
export { applyPolicies } from './apply-policies.ts'
export { askForCall } from './ask-for-call.ts'
export { askingOf, noticeFollowUp } from './asking.ts'
export { beginRederivation } from './begin-rederivation.ts'
export { endCadence } from './cadence.ts'
export { type CallbackRule, callbackRule } from './callback-rule.ts'
export {
  type CheckedSaid,
  checkSaid,
  needReason,
  type SaidFlag,
  saidFlag,
  viewOfFlag,
} from './check-said.ts'
export { checkTimeZoneData } from './check-time-zone-data.ts'
export { RECORDED } from './contradictions.ts'
export { countOutcomes, dayOf, mattersNow, UNANSWERED_DAYS } from './daily.ts'
export { sendDigests } from './digest.ts'
export { dropUntold } from './drop-untold.ts'
export { endWaitAbout, resumeOnReply } from './end-wait.ts'
export { explanationOf } from './explain-promise.ts'
export { derivation } from './explain-schemas.ts'
export { getPromise } from './get-promise.ts'
export { type GivenReason, giveReason, reasonFor } from './given-reason.ts'
export {
  checkNewOwner,
  countPromisesOf,
  handOverPromise,
  handOverPromises,
  type NewOwner,
  newOwner,
  unfinishedPromisesOf,
} from './hand-over-promise.ts'
export { type ImportedPromise, importPromises } from './import-promises.ts'
export { promisedAny } from './import-queries.ts'
export { keepPromise } from './keep-promise.ts'
export { findPromiseIds, listPromises } from './list-promises.ts'
export { makePromise, makeUnmeasured, promiseInput } from './make-promise.ts'
export { type Move, type Moved, moveMany } from './move-many.ts'
export { oweReplyAgain } from './owe-again.ts'
export { policiesNaming } from './policies-naming.ts'
export type { Trigger } from './policy-spec.ts'
export { defaultAnswerBy } from './promise.ts'
export { type PromiseHead, promiseHeads } from './promise-heads.ts'
export { promiseSheet } from './promise-sheet.ts'
export { type PromiseStand, promiseStands } from './promise-stands.ts'
export { type Promised, promisedTo } from './promised-to.ts'
export { promisesAbout } from './promises-about.ts'
export { answersOf, findNotice, noticesByIds, noticesOf, type PromiseRow, promisesByIds } from './queries.ts'
export { contactQuiet, contactQuietUntil, type QuietHours, quietUntil } from './quiet-hours.ts'
export { raiseSteps } from './raise-steps.ts'
export { evidenceAbout, evidenceView, readEvidence } from './read-evidence.ts'
export { readNorms } from './read-norms.ts'
export { acceptPromise, declinePromise } from './record-answer.ts'
export {
  planTelling,
  recordCameBack,
  recordMoot,
  recordPromiseTold,
  recordTold,
  recordUndelivered,
} from './record-told.ts'
export { rederiveBatch } from './rederive-batch.ts'
export { refuseUnfilled } from './refuse-unfilled.ts'
export { otherDate, renegotiateBesides, renegotiatePromise, renegotiateUnmeasured } from './renegotiate-promise.ts'
export { keepReplies, nextDueAbout, nextRepliesDue, replyPromised } from './replies.ts'
export { reportFirmOccurrence } from './report-firm-occurrence.ts'
export { reviewPolicy } from './review-policy.ts'
export { countSaidAnyway, unsay } from './said-anyway.ts'
export { about, type PromiseView, promiseView, REPLY_KINDS } from './schemas.ts'
export { letterhead, mailStaff } from './send-alert.ts'
export { startWait } from './start-wait.ts'
export { installStarterSet } from './starter-set.ts'
export { whoIsOnDuty as onDutyNow } from './step-people.ts'
export { nextStepAt, organizationsWithSteps } from './step-queries.ts'
export { sweepDue } from './sweep-due.ts'
export { nextDueAt, organizationsWithDue } from './sweep-queries.ts'
export { tellHolding } from './tell-holding.ts'
export { recordChoice, tellOffer } from './tell-offer.ts'
export { undoImportedPromises } from './undo-imported.ts'
export { viewsOf as promiseViewsOf } from './view.ts'
export { repliesOf, waitById, waitsAbout } from './wait-views.ts'
export { ownersOf, whose } from './whose.ts'
export { withdrawPromise } from './withdraw-promise.ts'
