import { z } from 'zod'
import { openingOf, tieToRequest } from '#modules/conversations'
import { operation } from '#platform/operation'
import { isReachedByMail } from './caller-facts.ts'
import { createRequest, openRequest } from './create-request.ts'

/** What a request without a subject is called: its first words. */
const subjectFrom = (subject: string, text: string): string =>
  (subject.trim() || text.trim().split('\n', 1)[0]?.trim() || '…').slice(0, 300)

export const openFromConversation = operation({
  name: 'requests.openFromConversation',
  effect: 'writes',
  permission: 'requests.receive',
  summary: 'Open the request that a new conversation is about',
  input: z.strictObject({ conversationId: z.uuid() }),
  output: z.object({ requestId: z.uuid().nullable() }),
  async run(ctx, { conversationId }) {
    const opening = await openingOf(ctx, conversationId)
    if (!opening) return { requestId: null }
    const { missed, contactId } = opening
    const { id: requestId } = await openRequest(
      ctx,
      createRequest.input.parse({
        kind: 'question',
        subject: subjectFrom(opening.subject, opening.text),
        description: opening.text.slice(0, 5_000),
        channel: opening.channel,
        openedAt: opening.at.toString(),
        ...(opening.customerId === null ? {} : { customerId: opening.customerId }),
        ...(contactId === null ? {} : { contactId }),
        ...(opening.ownerId === null ? {} : { ownerId: opening.ownerId }),
      }),
      // Whoever is called back needs no other answer.
      missed ? ['call_missed', 'request_opened'] : ['request_opened'],
      { untold: missed && !(await isReachedByMail(ctx, contactId)) },
    )
    await tieToRequest(ctx, conversationId, requestId)
    return { requestId }
  },
})
