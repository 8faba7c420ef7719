import { z } from 'zod'
import { systemActor } from '#platform/operation'
import type { Task } from '#platform/queue'
import { remindOfAnswer } from './remind-of-answer.ts'
import { remindOfWait } from './remind-of-wait.ts'

const awaited = z.object({ promiseId: z.uuid() })
const planned = z.object({ waitId: z.uuid(), n: z.number().int() })

/** Reminders of what we wait for from customers, answers among it; one whose wait is over does nothing. */
export const waitTasks: readonly Task[] = [
  {
    name: 'promises.remind_of_answer',
    queue: 'quick',
    retries: 8,
    async run({ orgId, gate }, data) {
      await gate.run(remindOfAnswer, systemActor(orgId, 'promises.remind_of_answer'), awaited.parse(data))
    },
  },
  {
    name: 'promises.remind_of_wait',
    queue: 'quick',
    retries: 8,
    async run({ orgId, gate }, data) {
      await gate.run(remindOfWait, systemActor(orgId, 'promises.remind_of_wait'), planned.parse(data))
    },
  },
]
