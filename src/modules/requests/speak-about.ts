import { z } from 'zod'
import {
  contactNote,
  conversationView,
  newConversation,
  noteContact,
  notedView,
  startAbout,
} from '#modules/conversations'
import { operation } from '#platform/operation'
import { requestNotFound } from './errors.ts'
import { lockRequest } from './queries.ts'
import { requestId } from './schemas.ts'

export const writeAbout = operation({
  name: 'requests.write',
  effect: 'writes',
  permission: 'conversations.write',
  summary: 'Write to a contact about a request; it goes out after ten seconds, in which it can be taken back',
  input: z.strictObject({ id: requestId, ...newConversation }),
  output: conversationView,
  async run(ctx, { id, ...input }) {
    if (!(await lockRequest(ctx.db, ctx.orgId, id))) throw requestNotFound()
    return startAbout(ctx, input, `request:${id}`)
  },
})

export const noteContactAbout = operation({
  name: 'requests.recordContact',
  effect: 'writes',
  permission: 'conversations.write',
  summary: 'Note a call or a visit about a request: who spoke, what came of it, what comes next',
  input: z.strictObject({ id: requestId, ...contactNote }),
  output: notedView,
  async run(ctx, { id, ...input }) {
    if (!(await lockRequest(ctx.db, ctx.orgId, id))) throw requestNotFound()
    return noteContact(ctx, input, { contactId: input.contactId, about: `request:${id}` })
  },
})
