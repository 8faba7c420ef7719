import { z } from 'zod'
import { systemActor } from '#platform/operation'
import type { Task } from '#platform/queue'
import { beginRederivation } from './begin-rederivation.ts'
import { rederiveBatch, rederiveLate } from './rederive-batch.ts'

/** What of a calendar the dates depend on; another name, or being the default, changes none. */
const DECISIVE = ['timeZone', 'hours', 'holidays', 'overrides', 'country', 'region']

/** An event of a calendar, a rederivation that has begun, or one that is to look once more. */
const work = z.union([
  z.object({ rederivationId: z.uuid() }),
  z.object({ lateId: z.uuid() }),
  z.object({
    eventId: z.uuid(),
    subject: z.string().startsWith('calendar:'),
    data: z.object({ changed: z.array(z.string()) }),
  }),
])

/** Derives the dates of running promises anew, batch by batch; run again it goes on where it stopped. */
export const rederiveTask: Task = {
  name: 'promises.rederive',
  queue: 'long',
  retries: 8,
  async run({ orgId, gate, signal }, data) {
    const actor = systemActor(orgId, 'promises.rederive')
    const given = work.parse(data)
    if ('lateId' in given) {
      await gate.run(rederiveLate, actor, { id: given.lateId })
      return
    }
    const id = 'rederivationId' in given ? given.rederivationId : given.eventId
    if ('eventId' in given) {
      if (!given.data.changed.some((field) => DECISIVE.includes(field))) return
      const calendarId = given.subject.slice('calendar:'.length)
      await gate.run(beginRederivation, actor, { id, calendarId })
    }
    for (let more = true; more; ) {
      signal.throwIfAborted()
      more = (await gate.run(rederiveBatch, actor, { id })).more
    }
  },
}
