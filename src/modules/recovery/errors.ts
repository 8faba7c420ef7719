import { invalidField, notFound, Refusal, stale } from '#platform/errors'

export const recoveryNotFound = (): Refusal => notFound('recovery', 'recovery')
export const itemNotFound = (): Refusal =>
  new Refusal('recovery/item_not_found', 'not_found', 'That promise is not in this recovery. Check the id.')

export const nothingAffected = (): Refusal =>
  new Refusal(
    'recovery/nothing_affected',
    'conflict',
    'No promise to a customer that still stands matches. Choose wider, or check the dates.',
  )
export const recoveryOver = (state: string): Refusal =>
  new Refusal('recovery/over', 'conflict', 'This recovery is over. Open another one.', { state })
export const recoveryBusy = (state: string): Refusal =>
  new Refusal('recovery/busy', 'conflict', 'It is at work on this. Wait until it is ready, or stop it.', { state })
export const nothingToSend = (): Refusal =>
  new Refusal(
    'recovery/nothing_to_send',
    'conflict',
    'Nothing is ready to be sent: what waits needs a new date first, or is settled already.',
  )
export const reasonNeeded = (): Refusal =>
  invalidField('recovery/reason_needed', 'reason', 'Say why, in words the customers may read.')
export const notRunning = (state: string): Refusal =>
  new Refusal('recovery/not_running', 'conflict', 'Nothing runs that could be stopped.', { state })
export const dateNotLater = (): Refusal =>
  invalidField('recovery/date_not_later', 'newDueAt', 'The new date must be later than the old one, and ahead.')
export const staleRecovery = (version: number): Refusal => stale('recovery', 'recovery', version)
export const beyondLimits = (name: string): Refusal =>
  new Refusal('recovery/beyond_limits', 'conflict', 'It is beyond your limits. Offer less, or ask a colleague.', {
    name,
  })
export const remedyAndChoice = (): Refusal =>
  invalidField('recovery/remedy_and_choice', 'options', 'Either grant one, or let the customer choose.')
export const nobodyToChoose = (): Refusal =>
  invalidField('recovery/nobody_to_choose', 'options', 'The promise has no customer who could choose.')
export const remedyDateNeeded = (): Refusal =>
  new Refusal('recovery/remedy_date_needed', 'conflict', 'Say until when it is done: a date ahead.')
