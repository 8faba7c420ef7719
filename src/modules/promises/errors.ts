import { invalidField, notFound, Refusal } from '#platform/errors'

export const promiseNotFound = (): Refusal => notFound('promises', 'promise')
export const lapseNotFound = (): Refusal => notFound('promises', 'lapse')

export const pastDue = (dueAt: Temporal.Instant, now: Temporal.Instant): Refusal =>
  new Refusal(
    'promises/past_due',
    'invalid',
    'A promise must be due in the future. Choose a later date.',
    { dueAt: dueAt.toString(), now: now.toString() },
    [{ path: 'dueAt', code: 'promises/past_due', message: 'Must lie in the future' }],
  )

/** The state does not allow it; the sentence says what the state is and what can be done instead. */
export const wrongState = (action: string, state: string, instead: string): Refusal =>
  new Refusal(
    state === 'proposed' ? 'promises/not_yet_open' : 'promises/not_possible',
    'conflict',
    `${action}: the promise is ${state}. ${instead}`,
    { state },
  )

/** There is no answer to record any more. */
export const answeredAlready = ({ state, consent }: { state: string; consent: string }): Refusal =>
  wrongState(
    'There is no answer to record',
    state,
    consent === 'unanswered'
      ? 'The time to answer has passed, and what was told holds.'
      : 'It has been answered already.',
  )

export const outcomeNeedsPeriod = (): Refusal =>
  invalidField(
    'promises/outcome_needs_period',
    'dueFrom',
    'Promises are listed by their outcome within a period. Send dueFrom and dueBefore with outcome.',
  )

type BelowFloor = { chance: number; floor: number; nearest: { confidence: number; dueAt: string } | null }

export const notFilledIn = (names: readonly string[]): Refusal =>
  invalidField(
    'promises/unfilled',
    'text',
    `Something in it is not known yet: ${names.join(', ')}. Fill it in before you send it.`,
    { names },
  )

export const reasonMissing = (): Refusal =>
  invalidField('promises/reason_missing', 'reason', 'Say why: choose a reason, or write it in your own words.')

/** The firm's floor asks for a reason; the nearest date that needs none is named with it. */
export const belowFloor = (said: BelowFloor): Refusal =>
  invalidField(
    'promises/below_floor',
    'belowFloorReason',
    'Too few requests like this are done by then. Say why it is promised all the same, or choose a later date.',
    said,
  )

export const belowHardFloor = (said: BelowFloor): Refusal =>
  invalidField(
    'promises/hard_floor',
    'dueAt',
    'Too few requests like this are done by then, and your organization promises nothing below its floor. Choose a later date.',
    said,
  )

export const answerByOutOfRange = (): Refusal =>
  invalidField('promises/answer_by', 'answerBy', 'Must lie between now and the due instant.')

export const needsCustomer = (): Refusal =>
  invalidField('promises/needs_customer', 'customerId', 'A promise to a customer names the customer. Choose one first.')

export const occurredInFuture = (path: string): Refusal =>
  invalidField('promises/occurred_in_future', path, 'Must not lie in the future. Record it once it has happened.')

export const occurredBeforeMade = (path: string): Refusal =>
  invalidField('promises/occurred_before_made', path, 'Must not lie before the promise was made.')

export const correctionNeedsReason = (): Refusal =>
  invalidField(
    'promises/correction_needs_reason',
    'reason',
    'The promise counts as broken. To correct that, say why it was recorded late.',
  )

export const correctionTooLate = (): Refusal =>
  new Refusal(
    'promises/correction_too_late',
    'forbidden',
    'More than 24 hours after the due instant a correction needs the permission promises.correct. Ask a lead.',
  )

export const stepNotFound = (): Refusal => notFound('promises', 'step')

export const stepNotTaken = (): Refusal =>
  new Refusal(
    'promises/step_not_taken',
    'conflict',
    'Nobody has taken this escalation, or its promise has ended. There is nothing to give back.',
  )

export const stepNotRaised = (): Refusal =>
  new Refusal(
    'promises/step_not_raised',
    'conflict',
    'This step has not been raised, or nobody needs to see to it any more. There is nothing to acknowledge.',
  )

export const rederivationNotFound = (): Refusal => notFound('promises', 'rederivation')

export const rederivationOver = (state: string): Refusal =>
  new Refusal('promises/rederivation_over', 'conflict', 'This has come to an end already. There is nothing to stop.', {
    state,
  })

/** What is said to the customer says something else than the record: each flag says what it is compared with. */
export const saidContradicts = (flags: readonly object[]): Refusal =>
  new Refusal(
    'promises/said_contradicts',
    'conflict',
    'This contradicts what was promised, or few requests like this are done by then. Change the text or the promise, or say in reason why it is said all the same.',
    { flags },
  )

export const saidBelowHardFloor = ({
  chance,
  floor,
  nearest,
}: {
  chance: number
  floor: number
  nearest: Temporal.Instant | null
}): Refusal =>
  invalidField(
    'promises/said_below_hard_floor',
    'text',
    'Too few requests like this are done by the date in the text, and your organization promises nothing below its floor. Name a later date.',
    { chance, floor, nearest: nearest && { confidence: floor, dueAt: nearest.toString() } },
  )
