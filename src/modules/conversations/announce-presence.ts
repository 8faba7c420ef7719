import { z } from 'zod'
import { memberNames } from '#modules/accounts'
import { membersOnly } from '#platform/errors'
import { operation } from '#platform/operation'
import { doorOperation } from '#platform/routes'
import { findConversation } from './conversation-queries.ts'
import { conversationId } from './conversation-schemas.ts'
import { conversationNotFound } from './errors.ts'

const person = z.object({
  id: z.uuid(),
  name: z.string().meta({ examples: ['Ana Ruiz'] }),
  doing: z.enum(['viewing', 'writing']).meta({ examples: ['writing'] }),
})

const namePresent = operation({
  name: 'conversations.namePresent',
  effect: 'reads',
  permission: 'conversations.read',
  summary: 'Who members at a conversation are',
  input: z.strictObject({ id: conversationId, memberIds: z.array(z.uuid()) }),
  output: z.object({ names: z.custom<ReadonlyMap<string, string>>() }),
  async run(ctx, { id, memberIds }) {
    if (!(await findConversation(ctx.db, ctx.orgId, id))) throw conversationNotFound()
    return { names: await memberNames(ctx, memberIds) }
  },
})

/**
 * Who looks at a conversation, and who writes in it, now. It is kept in memory alone: whoever does not say it again
 * within 45 s has left. Others hear of it on the live stream, as `presence`.
 */
export const announcePresence = doorOperation({
  name: 'conversations.announcePresence',
  scope: 'door',
  effect: 'reads',
  permission: 'conversations.read',
  membersOnly: true,
  summary: 'Say that you look at a conversation, write in it, or have left it; who else is there. Nothing is stored',
  input: z.strictObject({
    id: conversationId,
    doing: z.enum(['viewing', 'writing', 'nothing']).meta({
      description: 'Said again within 45 seconds, or you have left. nothing: you leave.',
      examples: ['writing'],
    }),
  }),
  output: z.object({ others: z.array(person) }),
  async run({ run, presence, visit }, { id, doing }) {
    const { actor } = visit
    if (!actor?.memberId) throw membersOnly()
    const place = `conversation:${id}`
    const others = presence.at(actor.orgId, place).filter(({ memberId }) => memberId !== actor.memberId)
    const { names } = await run(namePresent, actor, { id, memberIds: others.map(({ memberId }) => memberId) })
    presence.say(actor.orgId, place, actor.memberId, doing === 'nothing' ? null : doing)
    return {
      others: others.flatMap(({ memberId, doing: theirs }) => {
        const name = names.get(memberId)
        return name === undefined ? [] : [{ id: memberId, name, doing: theirs }]
      }),
    }
  },
})
