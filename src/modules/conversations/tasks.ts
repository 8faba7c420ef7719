import { z } from 'zod'
import type { Mailer } from '#platform/mail'
import { systemActor } from '#platform/operation'
import type { Task, TaskContext } from '#platform/queue'
import type { Storage } from '#platform/storage'
import { callUnanswered } from './call-unanswered.ts'
import { fileReceived } from './file-mail.ts'
import { followPromise } from './follow-promise.ts'
import { handOverCalls } from './hand-over-calls.ts'
import { prepareNotice } from './prepare-notice.ts'
import { publishAnswer } from './publish-answer.ts'
import { sendMessage } from './send-message.ts'
import { settleNotices } from './settle-notices.ts'
import { sweepFiles } from './sweep-files.ts'
import { wakeConversation } from './update-conversation.ts'

/** What an event of the ledger hands over: `noticeId` is there when a customer has to be told. */
const noticed = z.object({
  subject: z.string().startsWith('promise:'),
  about: z.string(),
  data: z.object({ noticeId: z.uuid().nullish() }),
})

const handed = z.object({
  subject: z.string().startsWith('promise:'),
  data: z.object({ ownerId: z.uuid().nullish().default(null), ownerTeamId: z.uuid().nullish().default(null) }),
})
const silent = z.object({ eventId: z.uuid(), subject: z.string().startsWith('promise:') })
const queued = z.object({ messageId: z.uuid() })
const received = z.object({ subject: z.string().startsWith('mail:') })
const mailIn = (data: unknown): string => received.parse(data).subject.slice('mail:'.length)
const changed = z.object({ about: z.string() })
const rested = z.object({ conversationId: z.uuid() })

async function follow({ orgId, gate }: TaskContext, all: readonly unknown[]): Promise<void> {
  const actor = systemActor(orgId, 'conversations.follow_promise')
  // What happened twice to a matter is followed once.
  const abouts = [...new Set(all.map((data) => changed.parse(data).about))]
  await gate.run(followPromise, actor, { abouts })
  await gate.run(settleNotices, actor, { abouts })
}

async function deliver({ orgId, gate }: TaskContext, all: readonly unknown[]): Promise<void> {
  const calls = all.flatMap((task) => {
    const { subject, about, data } = noticed.parse(task)
    return data.noticeId
      ? [{ raw: { noticeId: data.noticeId, about, promiseId: subject.slice('promise:'.length) } }]
      : []
  })
  await gate.runEach(prepareNotice, systemActor(orgId, 'conversations.deliver_notice'), calls)
}

/** The module's background work; mailer and storage are the composition root's. */
export const tasksWith = (mailer: Mailer, storage: Storage): readonly Task[] => [
  {
    name: 'conversations.file_mail',
    queue: 'quick',
    retries: 8,
    run: (ctx, data) => fileReceived(ctx, storage, [mailIn(data)]),
    together: (ctx, all) => fileReceived(ctx, storage, all.map(mailIn)),
  },
  {
    name: 'conversations.sweep_files',
    queue: 'long',
    retries: 3,
    async run(ctx) {
      await sweepFiles(ctx, storage)
    },
  },
  {
    name: 'conversations.follow_promise',
    queue: 'quick',
    retries: 8,
    run: (ctx, data) => follow(ctx, [data]),
    together: follow,
  },
  {
    name: 'conversations.hand_over_calls',
    queue: 'quick',
    retries: 8,
    async run({ orgId, gate }, data) {
      const { subject, data: owner } = handed.parse(data)
      const input = { promiseId: subject.slice('promise:'.length), ...owner }
      await gate.run(handOverCalls, systemActor(orgId, 'conversations.hand_over_calls'), input)
    },
  },
  {
    name: 'conversations.call_unanswered',
    queue: 'quick',
    retries: 8,
    async run({ orgId, gate }, data) {
      const { eventId, subject } = silent.parse(data)
      const input = { promiseId: subject.slice('promise:'.length) }
      const actor = systemActor(orgId, 'conversations.call_unanswered')
      await gate.run(callUnanswered, actor, input, { idempotencyKey: eventId })
    },
  },
  {
    name: 'conversations.wake',
    queue: 'quick',
    retries: 8,
    async run({ orgId, gate }, data) {
      await gate.run(wakeConversation, systemActor(orgId, 'conversations.wake'), rested.parse(data))
    },
  },
  {
    name: 'conversations.deliver_notice',
    queue: 'quick',
    retries: 8,
    run: (ctx, data) => deliver(ctx, [data]),
    together: deliver,
  },
  {
    name: 'conversations.publish_answer',
    queue: 'quick',
    retries: 8,
    async run({ orgId, gate }, data) {
      const { messageId } = queued.parse(data)
      await gate.run(publishAnswer, systemActor(orgId, 'conversations.publish_answer'), { messageId })
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
