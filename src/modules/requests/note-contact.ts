import { z } from 'zod'
import { contactNote, noteContact, notedView } from '#modules/conversations'
import { operation } from '#platform/operation'
import { requestNotFound } from './errors.ts'
import { openFromConversations } from './open-from-conversation.ts'
import { lockRequest } from './queries.ts'

export const recordContact = operation({
  name: 'conversations.recordContact',
  effect: 'writes',
  permission: 'conversations.write',
  summary: 'Note a call or a visit: who spoke, what came of it, what comes next',
  input: z.strictObject({
    ...contactNote,
    about: z
      .string()
      .regex(/^request:[0-9a-f-]{36}$/, 'Must look like request:UUID')
      .optional()
      .meta({
        description: 'The request that it was about. Default: none yet.',
        examples: ['request:01938c1e-7a00-7000-8000-000000000002'],
      }),
  }),
  output: notedView,
  async run(ctx, { contactId, about, ...input }) {
    if (about !== undefined && !(await lockRequest(ctx.db, ctx.orgId, about.slice('request:'.length))))
      throw requestNotFound()
    const noted = await noteContact(ctx, input, { contactId, about: about ?? null })
    // Who waits has a matter at once, so that what is promised in the same breath is about it.
    if (noted.state !== 'received' || noted.about.startsWith('request:')) return noted
    const { opened } = await openFromConversations.run(ctx, { conversationIds: [noted.conversationId] })
    return opened[0] ? { ...noted, about: `request:${opened[0].requestId}` } : noted
  },
})
