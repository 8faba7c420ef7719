import { route } from '#platform/http'
import { checkMailbox } from './check-mailbox.ts'
import { rawMailRoute } from './raw-mail.ts'
import { getMailbox, getReceivedMail, listMailboxes, listReceivedMail } from './read-mailboxes.ts'
import { retryReceivedMail } from './receive.ts'
import { archiveMailbox, createMailbox, updateMailbox } from './save-mailbox.ts'

export const routes = [
  route('get', '/v1/mailboxes', listMailboxes),
  route('post', '/v1/mailboxes', createMailbox, { status: 201 }),
  route('get', '/v1/mailboxes/:id', getMailbox),
  route('patch', '/v1/mailboxes/:id', updateMailbox),
  route('delete', '/v1/mailboxes/:id', archiveMailbox),
  route('post', '/v1/mailboxes/:id/check', checkMailbox),
  route('get', '/v1/received-mail', listReceivedMail),
  route('get', '/v1/received-mail/:id', getReceivedMail),
  rawMailRoute,
  route('post', '/v1/received-mail/:id/retry', retryReceivedMail, { status: 202 }),
] as const
