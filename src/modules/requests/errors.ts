import { invalidField, notFound, Refusal } from '#platform/errors'

export const requestNotFound = (): Refusal => notFound('requests', 'request')

export const alreadyClosed = (): Refusal =>
  new Refusal('requests/closed', 'conflict', 'This request is closed. Reopen it first.')

export const notClosed = (): Refusal => new Refusal('requests/not_closed', 'conflict', 'This request is open already.')

export const followedAlready = (): Refusal =>
  new Refusal('requests/followed', 'conflict', 'This request is part of the daily work already.')

export const occurredInFuture = (path: string): Refusal =>
  invalidField('requests/in_future', path, 'Must not lie in the future.')

export const notFollowed = (): Refusal =>
  new Refusal(
    'requests/not_followed',
    'conflict',
    'This request is imported history. Adopt it into the daily work first.',
  )

export const notExceptional = (): Refusal =>
  new Refusal('requests/not_exceptional', 'conflict', 'This request is not marked as exceptional.')

export const deadlinePast = (): Refusal =>
  invalidField('requests/deadline_past', 'until', 'The time until which it is needed has passed. Choose a later one.')

export const contactOfAnother = (): Refusal =>
  invalidField('requests/contact_of_another', 'contactId', 'Must be a contact of the customer. Name that customer too.')

export const closedBeforeOpened = (): Refusal =>
  invalidField('requests/closed_before_opened', 'closedAt', 'Must not lie before the request was opened.')
