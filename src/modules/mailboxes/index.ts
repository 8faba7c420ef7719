export { startMailListener } from './mail-listener.ts'
export { defaultMailbox, mailboxOf } from './read-mailboxes.ts'
export { keepMail, readMail, recordFiled } from './receive.ts'
export { watchMailboxes } from './watch-mailboxes.ts'
