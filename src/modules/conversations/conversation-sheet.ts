import { sheet } from '#platform/csv-sheet'
import { listConversations } from './list-conversations.ts'

/** Conversations as a table. */
export const conversationSheet = sheet({
  name: 'conversations.export',
  file: 'conversations',
  list: listConversations,
  columns: {
    subject: (row) => row.subject,
    channel: (row) => row.channel,
    state: (row) => row.state,
    fromName: (row) => row.from.name,
    fromAddress: (row) => row.from.address,
    verified: (row) => row.from.verified,
    customerName: (row) => row.customer?.name ?? null,
    ownerName: (row) => row.owner?.name ?? null,
    waitingSince: (row) => row.waitingSince,
    replyDueAt: (row) => row.replyDueAt,
    snoozedUntil: (row) => row.snoozedUntil,
    lastAt: (row) => row.lastAt,
    lastBy: (row) => row.lastBy,
    lastText: (row) => row.last?.text ?? null,
    createdAt: (row) => row.createdAt,
    id: (row) => row.id,
    about: (row) => row.about,
    customerId: (row) => row.customer?.id ?? null,
    contactId: (row) => row.contactId,
    ownerId: (row) => row.owner?.id ?? null,
  },
})
