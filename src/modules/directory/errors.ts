import { Refusal } from '#platform/errors'

/** A link that was never ours, belongs to another use, or was taken back: they answer alike. */
export const credentialUnknown = (): Refusal =>
  new Refusal('directory/link_unknown', 'unauthenticated', 'This link is not valid. Ask for a new one.')

export const credentialUsed = (): Refusal =>
  new Refusal('directory/link_used', 'unauthenticated', 'This link was used already. Ask for a new one.')

export const credentialExpired = (): Refusal =>
  new Refusal('directory/link_expired', 'unauthenticated', 'This link has expired. Ask for a new one.')

export const addressTaken = (): Refusal =>
  new Refusal(
    'directory/address_taken',
    'conflict',
    'This e-mail address belongs to an account already. Choose another one for the new organization.',
    {},
    [{ path: 'owner.email', code: 'directory/address_taken', message: 'Belongs to an account already' }],
  )
