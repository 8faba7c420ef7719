import { z } from 'zod'
import type { Mailer } from '#platform/mail'
import { systemActor } from '#platform/operation'
import type { Task, TaskContext } from '#platform/queue'
import { pushNews, pushToAll } from './push.ts'
import { sendMail } from './send-mail.ts'
import { tellMembers } from './tell-members.ts'

const happened = z.object({ eventId: z.uuid() })
const one = z.object({ id: z.uuid(), eventId: z.uuid() })
const test = z.object({
  memberId: z.uuid(),
  message: z.object({ title: z.string(), detail: z.string(), page: z.string(), tag: z.string() }),
})

async function tell({ orgId, gate }: TaskContext, all: readonly unknown[]): Promise<void> {
  const calls = all.map((data) => ({ raw: { eventId: happened.parse(data).eventId } }))
  await gate.runEach(tellMembers, systemActor(orgId, 'notifications.tell'), calls)
}

/** The module's background work. @param allowPrivateAddresses whether push services may lie in the own network */
export function tasksWith(
  mailer: Mailer,
  { allowPrivateAddresses }: { allowPrivateAddresses: boolean },
): readonly Task[] {
  const options = allowPrivateAddresses ? { allows: () => true } : {}
  return [
    {
      name: 'notifications.tell',
      queue: 'quick',
      retries: 8,
      run: (ctx, data) => tell(ctx, [data]),
      together: tell,
    },
    {
      name: 'notifications.send_mail',
      queue: 'outside',
      retries: 8,
      run: (ctx, data) => sendMail(ctx, mailer, one.parse(data)),
    },
    {
      name: 'notifications.push',
      queue: 'outside',
      retries: 2,
      run: (ctx, data) => pushNews(ctx, one.parse(data), options),
    },
    {
      name: 'notifications.test_push',
      queue: 'outside',
      retries: 0,
      async run(ctx, data) {
        const { memberId, message } = test.parse(data)
        await pushToAll(ctx, memberId, message, options)
      },
    },
  ]
}
