import { invalidField, notFound, Refusal } from '#platform/errors'

export const customerNotFound = (): Refusal => notFound('customers', 'customer')

export const contactNotFound = (): Refusal =>
  new Refusal('customers/contact_not_found', 'not_found', 'There is no such contact. Check the id.')

export const twoPrimaries = (): Refusal =>
  invalidField('customers/two_primaries', 'contacts', 'Only one contact can be the primary one.')

export const tooManyContacts = (max: number): Refusal =>
  new Refusal('customers/too_many_contacts', 'conflict', `A customer has at most ${max} contacts. Remove one first.`, {
    max,
  })

export const contactInUse = (): Refusal =>
  new Refusal(
    'customers/contact_in_use',
    'conflict',
    'Requests or promises name this contact, so it stays. Change its name or addresses instead.',
  )

export const consentLater = (): Refusal =>
  invalidField(
    'customers/consent_in_future',
    'occurredAt',
    'Nobody has consented in the future. Give a time that has passed.',
  )

export const mergedIntoItself = (): Refusal =>
  new Refusal('customers/merged_into_itself', 'conflict', 'These two are one customer already. Choose another one.')

export const mergedAlready = (name: string): Refusal =>
  new Refusal(
    'customers/merged_already',
    'conflict',
    `This customer was merged into ${name}. Undo that first, or merge ${name}.`,
    { name },
  )

export const notMerged = (): Refusal =>
  new Refusal('customers/not_merged', 'conflict', 'This customer stands by itself: there is no merge to undo.')

export const contactOfMerged = (): Refusal =>
  new Refusal(
    'customers/contact_of_merged',
    'conflict',
    'This contact came with a customer that was merged. Add it here to make it the primary one.',
  )
