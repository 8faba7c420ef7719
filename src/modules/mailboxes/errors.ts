import { invalidField, notFound, Refusal, stale } from '#platform/errors'

export const mailboxNotFound = (): Refusal => notFound('mailboxes', 'mailbox')
export const mailNotFound = (): Refusal =>
  new Refusal('mailboxes/mail_not_found', 'not_found', 'There is no such mail. Check the id.')
export const mailGone = (): Refusal =>
  new Refusal('mailboxes/mail_gone', 'not_found', 'The raw mail is kept for 30 days after it was filed, and is gone.')
export const staleMailbox = (version: number): Refusal => stale('mailboxes', 'mailbox', version)

export const addressTaken = (): Refusal =>
  new Refusal('mailboxes/address_taken', 'conflict', 'Another mailbox has this address. Choose another one.', {}, [
    { path: 'address', code: 'mailboxes/address_taken', message: 'Another mailbox has this address' },
  ])
export const needsServer = (): Refusal =>
  invalidField(
    'mailboxes/needs_server',
    'host',
    'Mail is fetched from a server: give its name, for example imap.example.com, with user name and password.',
  )
export const privateServer = (): Refusal =>
  invalidField(
    'mailboxes/private_server',
    'host',
    'This server lies in a private network. Whoever runs Kept can allow that with KEPT_ALLOW_PRIVATE_ADDRESSES=1.',
  )
export const notEncrypted = (): Refusal =>
  invalidField(
    'mailboxes/not_encrypted',
    'security',
    'Without encryption the password can be read on the way. Choose tls or starttls; none is for servers in the own network.',
  )
export const notRetryable = (state: string): Refusal =>
  new Refusal('mailboxes/not_retryable', 'conflict', `This mail is ${state}: only failed ones are read again.`, {
    state,
  })
