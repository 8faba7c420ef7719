import { notFound, Refusal } from '#platform/errors'

export const waitNotFound = (): Refusal => notFound('promises', 'wait')

export const nothingPromised = (): Refusal =>
  new Refusal(
    'promises/nothing_promised',
    'conflict',
    'Nothing that is promised here still stands. Promise something before you wait for the customer.',
  )

export const waitNeedsCustomer = (): Refusal =>
  new Refusal(
    'promises/wait_needs_customer',
    'conflict',
    'Nothing is promised to a customer here, so nobody can be asked. Choose a customer and promise something first.',
  )

export const waitingAlready = (): Refusal =>
  new Refusal(
    'promises/waiting_already',
    'conflict',
    'We wait for the customer already. Record their answer before you ask for something else.',
  )

export const waitEnded = (): Refusal =>
  new Refusal('promises/wait_ended', 'conflict', 'This wait is over: the answer is recorded.')

export const notAnUpdate = (): Refusal =>
  new Refusal(
    'promises/not_an_update',
    'conflict',
    'An update keeps a promised update or first reply to a customer. Record the delivery of this promise instead.',
  )
