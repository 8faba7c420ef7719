import { z } from 'zod'
import { type Opening, openingsOf, tieToRequests } from '#modules/conversations'
import { type Context, operation } from '#platform/operation'
import { isReachedByMail } from './caller-facts.ts'
import { createRequest, openRequests, type ToOpen } from './create-request.ts'

/** What a request without a subject is called: its first words. */
const subjectFrom = (subject: string, text: string): string =>
  (subject.trim() || text.trim().split('\n', 1)[0]?.trim() || '…').slice(0, 300)

export const openFromConversations = operation({
  name: 'requests.openFromConversation',
  effect: 'writes',
  permission: 'requests.receive',
  summary: 'Open the requests that new conversations are about; one that has its request keeps it',
  input: z.strictObject({ conversationIds: z.array(z.uuid()) }),
  output: z.object({ opened: z.array(z.object({ conversationId: z.uuid(), requestId: z.uuid() })) }),
  async run(ctx, { conversationIds }) {
    const openings = await openingsOf(ctx, [...new Set(conversationIds)])
    const toOpen: ToOpen[] = []
    for (const opening of openings) toOpen.push(await toOpenFor(ctx, opening))
    const ids = await openRequests(ctx, toOpen)
    const tied = openings.flatMap((opening, i) => {
      const requestId = ids[i]
      return requestId === undefined ? [] : [{ opening, requestId }]
    })
    await tieToRequests(ctx, tied)
    return { opened: tied.map(({ opening, requestId }) => ({ conversationId: opening.row.id, requestId })) }
  },
})

async function toOpenFor(ctx: Context, opening: Opening): Promise<ToOpen> {
  const { missed, contactId } = opening
  return {
    input: createRequest.input.parse({
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
    triggers: missed ? ['call_missed', 'request_opened'] : ['request_opened'],
    untold: missed && !(await isReachedByMail(ctx, contactId)),
  }
}
