import { z } from 'zod'
import { Refusal } from '#platform/errors'
import { systemActor } from '#platform/operation'
import type { Task } from '#platform/queue'
import { reportOccurrence } from './report-occurrence.ts'

const replied = z.object({ eventId: z.uuid(), about: z.string() })

/** What follows a message that a lower module has seen. By the event's id, so that it happens once. */
export const tasks: readonly Task[] = [
  {
    name: 'requests.report_message',
    queue: 'quick',
    retries: 8,
    async run({ orgId, gate }, data) {
      const { eventId, about } = replied.parse(data)
      const [kind, id] = about.split(':')
      if (kind !== 'request') return
      const actor = systemActor(orgId, 'requests.report_message')
      const said = { id, what: 'message_in', channel: 'portal' }
      await gate.run(reportOccurrence, actor, said, { idempotencyKey: eventId }).catch((error: unknown) => {
        // Imported history that nobody has adopted is promised nothing.
        if (!(error instanceof Refusal && error.code === 'requests/not_followed')) throw error
      })
    },
  },
]
