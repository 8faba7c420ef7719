import { z } from 'zod'
import { systemActor } from '#platform/operation'
import type { Task } from '#platform/queue'
import { askFollowUp } from './ask-follow-up.ts'
import { dropFollowUps, lapseFollowUp, recordAsked, recordNotReached } from './follow-asking.ts'
import { planFollowUp } from './plan-follow-up.ts'

const happened = z.object({ eventId: z.uuid(), subject: z.string(), about: z.string() })
const told = happened.extend({ data: z.object({ at: z.string(), channel: z.string() }) })
const promiseIn = (subject: string): string => subject.slice('promise:'.length)

/** What follows a promise to ask: each once by its event, or by what it finds. */
export const tasks: readonly Task[] = [
  {
    name: 'followups.plan',
    queue: 'quick',
    retries: 8,
    async run({ orgId, gate }, data) {
      const { eventId, subject } = happened.parse(data)
      const actor = systemActor(orgId, 'followups.plan')
      await gate.run(planFollowUp, actor, { promiseId: promiseIn(subject) }, { idempotencyKey: eventId })
    },
  },
  {
    name: 'followups.ask',
    queue: 'quick',
    retries: 8,
    async run({ orgId, gate }, data) {
      const input = z.object({ promiseId: z.uuid() }).parse(data)
      await gate.run(askFollowUp, systemActor(orgId, 'followups.ask'), input)
    },
  },
  {
    name: 'followups.record_asked',
    queue: 'quick',
    retries: 8,
    async run({ orgId, gate }, data) {
      const { subject, data: how } = told.parse(data)
      const input = { promiseId: promiseIn(subject), at: how.at, channel: how.channel }
      await gate.run(recordAsked, systemActor(orgId, 'followups.record_asked'), input)
    },
  },
  {
    name: 'followups.record_not_reached',
    queue: 'quick',
    retries: 8,
    async run({ orgId, gate }, data) {
      const { subject } = happened.parse(data)
      const actor = systemActor(orgId, 'followups.record_not_reached')
      await gate.run(recordNotReached, actor, { promiseId: promiseIn(subject) })
    },
  },
  {
    name: 'followups.lapse',
    queue: 'quick',
    retries: 8,
    async run({ orgId, gate }, data) {
      const input = z.object({ followUpId: z.uuid() }).parse(data)
      await gate.run(lapseFollowUp, systemActor(orgId, 'followups.lapse'), input)
    },
  },
  {
    name: 'followups.drop',
    queue: 'quick',
    retries: 8,
    async run({ orgId, gate }, data) {
      const { subject } = happened.parse(data)
      await gate.run(dropFollowUps, systemActor(orgId, 'followups.drop'), { about: subject })
    },
  },
]
