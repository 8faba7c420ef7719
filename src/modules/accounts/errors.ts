import { invalidField, notFound, Refusal } from '#platform/errors'

export const memberNotFound = (): Refusal => notFound('accounts', 'member')
export const sessionNotFound = (): Refusal => notFound('accounts', 'session')
export const apiKeyNotFound = (): Refusal => notFound('accounts', 'API key')
export const failedTaskNotFound = (): Refusal => notFound('accounts', 'failed task')

/** Unknown address, no password and wrong password answer alike. */
export const wrongSignIn = (): Refusal =>
  new Refusal(
    'accounts/wrong_sign_in',
    'unauthenticated',
    'The address or the password is wrong. Try again, or have a sign-in link mailed to you.',
  )

/** One way to sign in at a time. */
export const oneWayIn = (path: 'token' | 'email' | 'password'): Refusal =>
  invalidField('accounts/one_way_in', path, 'Give either a token, or an e-mail address with a password.')

export const noOrganization = (): Refusal =>
  new Refusal(
    'accounts/no_organization',
    'forbidden',
    'You belong to no organization here. Ask an owner of yours to invite you.',
  )

export const notYours = (): Refusal =>
  new Refusal('accounts/not_a_member', 'forbidden', 'You are not a member of that organization. Choose another one.')

/** The invitation came by hand, and the address is one that more than this organization relies on. */
export const proveFirst = (): Refusal =>
  new Refusal(
    'accounts/prove_address',
    'forbidden',
    'This address has an account already. Sign in to it with a mailed link or a password, then open the invitation again.',
  )

export const signInAgain = (): Refusal =>
  new Refusal(
    'accounts/sign_in_again',
    'forbidden',
    'Your address was confirmed after this session began. Sign in again with a mailed link or your password.',
  )

export const memberExists = (): Refusal =>
  new Refusal('accounts/member_exists', 'conflict', 'This person is a member or invited already.', {}, [
    { path: 'email', code: 'accounts/member_exists', message: 'Belongs to a member already' },
  ])

export const notInvited = (): Refusal =>
  new Refusal('accounts/not_invited', 'conflict', 'This member has joined already or was removed.')

export const memberRemoved = (): Refusal =>
  new Refusal('accounts/member_removed', 'conflict', 'This member was removed. Invite them again instead.')

export const lastOwner = (): Refusal =>
  new Refusal(
    'accounts/last_owner',
    'conflict',
    'This is the last owner who has joined. Make another member an owner first.',
  )

export const mailIsOff = (): Refusal =>
  new Refusal(
    'accounts/mail_off',
    'conflict',
    'No mail server is configured, so nothing can be sent. Choose the delivery "link" and hand it over yourself.',
  )

export const wrongPassword = (): Refusal =>
  invalidField('accounts/wrong_password', 'currentPassword', 'This is not your present password.')

export const expiryPast = (): Refusal => invalidField('accounts/expiry_past', 'expiresAt', 'Must lie in the future.')

export const scopeNotGranted = (scope: string, role: string): Refusal =>
  invalidField('accounts/scope_not_granted', 'scopes', `The role ${role} does not have the permission ${scope}.`, {
    scope,
    role,
  })

export const unknownAddress = (): Refusal =>
  new Refusal('accounts/unknown_address', 'not_found', 'Nobody has an account with this address. Check the spelling.')
