import { z } from 'zod'
import type { Mailer } from '#platform/mail'
import { systemActor } from '#platform/operation'
import type { Task } from '#platform/queue'
import { prepareNotice } from './prepare-notice.ts'
import { sendMessage } from './send-message.ts'

/** What an event of the ledger hands over: `noticeId` is there when a customer has to be told. */
const noticed = z.object({
  subject: z.string().startsWith('promise:'),
  about: z.string(),
  data: z.object({ noticeId: z.uuid().nullish() }),
})

const queued = z.object({ messageId: z.uuid() })

/** The module's background work; the mailer is the composition root's. */
export const tasksWith = (mailer: Mailer): readonly Task[] => [
  {
    name: 'conversations.deliver_notice',
    queue: 'quick',
    retries: 8,
    async run({ orgId, gate }, data) {
      const { subject, about, data: event } = noticed.parse(data)
      if (!event.noticeId) return
      const input = { noticeId: event.noticeId, about, promiseId: subject.slice('promise:'.length) }
      await gate.run(prepareNotice, systemActor(orgId, 'conversations.deliver_notice'), input)
    },
  },
  {
    name: 'conversations.send_message',
    queue: 'outside',
    retries: 8,
    async run(ctx, data) {
      await sendMessage(ctx, mailer, queued.parse(data).messageId)
    },
  },
]
