import { z } from 'zod'
import { systemActor } from '#platform/operation'
import type { Task, TaskContext } from '#platform/queue'
import { hearMessage } from './hear-message.ts'
import { identifyRequest } from './identify-request.ts'
import { openFromConversations } from './open-from-conversation.ts'

const heard = z.object({
  eventId: z.uuid(),
  subject: z.string(),
  about: z.string(),
  data: z.object({ channel: z.string().optional(), at: z.string().optional(), missed: z.boolean().optional() }),
})
const identified = heard.extend({ data: z.object({ customerId: z.uuid().optional(), contactId: z.uuid().optional() }) })

/** The id in `request:ID`; null where it is about something else. */
const requestIn = (about: string): string | null =>
  about.startsWith('request:') ? about.slice('request:'.length) : null

async function report({ orgId, gate }: TaskContext, all: readonly unknown[]): Promise<void> {
  const calls = all.flatMap((task) => {
    const { eventId, about, data } = heard.parse(task)
    const id = requestIn(about)
    // What customers answer on their page comes without an instant.
    const { channel = 'portal', at, missed = false } = data
    const raw = { id, missed, channel: channel === 'link' ? 'portal' : channel, ...(at === undefined ? {} : { at }) }
    return id === null ? [] : [{ raw, idempotencyKey: eventId }]
  })
  await gate.runEach(hearMessage, systemActor(orgId, 'requests.report_message'), calls)
}

/** Twice is once: a conversation that has its request keeps it. */
async function openFor({ orgId, gate }: TaskContext, all: readonly unknown[]): Promise<void> {
  const conversationIds = all.flatMap((data) => {
    const { subject, about } = heard.parse(data)
    // A call about a request that there is: nothing to open.
    return requestIn(about) === null ? [subject.slice('conversation:'.length)] : []
  })
  if (conversationIds.length === 0) return
  await gate.run(openFromConversations, systemActor(orgId, 'requests.open_from_conversation'), { conversationIds })
}

/** What follows what a lower module has heard. By the event's id, so that it happens once. */
export const tasks: readonly Task[] = [
  {
    name: 'requests.report_message',
    queue: 'quick',
    retries: 8,
    run: (ctx, data) => report(ctx, [data]),
    together: report,
  },
  {
    // Who asks to be called is owed what a missed call is.
    name: 'requests.call_asked',
    queue: 'quick',
    retries: 8,
    async run({ orgId, gate }, data) {
      const { eventId, about } = heard.parse(data)
      const id = requestIn(about)
      if (id === null) return
      const input = { id, missed: true, channel: 'phone' }
      await gate.run(hearMessage, systemActor(orgId, 'requests.call_asked'), input, { idempotencyKey: eventId })
    },
  },
  {
    name: 'requests.open_from_conversation',
    queue: 'quick',
    retries: 8,
    run: (ctx, data) => openFor(ctx, [data]),
    together: openFor,
  },
  {
    name: 'requests.identify',
    queue: 'quick',
    retries: 8,
    async run({ orgId, gate }, data) {
      const { about, data: who } = identified.parse(data)
      const id = requestIn(about)
      if (id === null || !who.customerId || !who.contactId) return
      const { customerId, contactId } = who
      await gate.run(identifyRequest, systemActor(orgId, 'requests.identify'), { id, customerId, contactId })
    },
  },
]
