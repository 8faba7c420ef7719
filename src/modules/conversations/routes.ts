import { csvRoute } from '#platform/csv-route'
import { route } from '#platform/http'
import { announcePresence } from './announce-presence.ts'
import { attachmentRoute } from './attachment-file.ts'
import { checkNote } from './check-note.ts'
import { readNewText, readText } from './check-text.ts'
import { conversationSheet } from './conversation-sheet.ts'
import { createLink } from './create-link.ts'
import { getMessage } from './get-message.ts'
import { countConversations, listConversations } from './list-conversations.ts'
import { listLinks } from './list-links.ts'
import { listMessages } from './list-messages.ts'
import { mergeConversations, unmergeConversation } from './merge-conversations.ts'
import { messagePageRoute } from './message-page.ts'
import { phoneQueueTextRoute, readPhoneQueueText } from './phone-queue-text.ts'
import { getConversation, readConversation } from './read-conversation.ts'
import { noteContactIn } from './record-contact.ts'
import { recordMissedCall } from './record-missed-call.ts'
import { resendMessage } from './resend-message.ts'
import { revokeLink } from './revoke-link.ts'
import { saveDraft } from './save-draft.ts'
import { startConversation } from './start-conversation.ts'
import { takeBackMessage } from './take-back.ts'
import { updateConversation } from './update-conversation.ts'
import { writeMessage, writeNote } from './write-message.ts'

export const routes = [
  route('get', '/v1/conversations', listConversations),
  csvRoute('/v1/conversations.csv', conversationSheet),
  route('post', '/v1/conversations', startConversation, { status: 201 }),
  route('get', '/v1/conversations/count', countConversations),
  route('get', '/v1/conversations/:id', getConversation),
  route('patch', '/v1/conversations/:id', updateConversation),
  route('get', '/v1/conversations/:id/messages', readConversation),
  route('post', '/v1/conversations/:id/messages', writeMessage, { status: 201 }),
  route('post', '/v1/conversations/:id/notes', writeNote, { status: 201 }),
  route('put', '/v1/conversations/:id/draft', saveDraft),
  route('post', '/v1/conversations/:id/merging', mergeConversations),
  route('post', '/v1/conversations/:id/unmerging', unmergeConversation),
  route('post', '/v1/conversations/:id/presence', announcePresence),
  route('post', '/v1/conversations/:id/check', readText),
  route('post', '/v1/text-check', readNewText),
  route('post', '/v1/conversations/:id/contact-notes', noteContactIn, { status: 201 }),
  route('post', '/v1/contact-notes/check', checkNote),
  route('post', '/v1/missed-calls', recordMissedCall, { status: 201 }),
  route('post', '/v1/messages/:id/taking-back', takeBackMessage),
  route('get', '/v1/phone-queue-text', readPhoneQueueText),
  phoneQueueTextRoute,
  messagePageRoute,
  attachmentRoute,
  route('get', '/v1/messages', listMessages),
  route('get', '/v1/messages/:id', getMessage),
  route('post', '/v1/messages/:id/sending', resendMessage, { status: 202 }),
  route('get', '/v1/promises/:id/links', listLinks),
  route('post', '/v1/promises/:id/links', createLink, { status: 201 }),
  route('post', '/v1/links/:id/revocation', revokeLink),
] as const
