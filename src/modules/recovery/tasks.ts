import { z } from 'zod'
import { type Actor, systemActor } from '#platform/operation'
import type { Task, TaskContext } from '#platform/queue'
import { holdBatch } from './hold-recovery.ts'
import { openForAbsence, openForPromise } from './open-by-itself.ts'
import { planBatch } from './plan-recovery.ts'
import { recoverySender } from './read-sender.ts'
import { sendBatch } from './send-batch.ts'

const work = z.object({ recoveryId: z.uuid() })

const opening = z.union([
  z.object({
    type: z.literal('team.duty_changed'),
    data: z.object({ changeId: z.uuid(), memberId: z.uuid(), fromAt: z.string(), toAt: z.string() }),
  }),
  z.object({ type: z.enum(['promise.at_risk', 'promise.broken']), subject: z.string().startsWith('promise:') }),
])

export const tasks: readonly Task[] = [
  {
    name: 'recovery.open',
    queue: 'quick',
    retries: 8,
    async run({ orgId, gate }, data) {
      const event = opening.parse(data)
      const actor = systemActor(orgId, 'recovery.open')
      if (event.type === 'team.duty_changed') await gate.run(openForAbsence, actor, event.data)
      else {
        const promiseId = event.subject.slice('promise:'.length)
        const cause = event.type === 'promise.at_risk' ? 'at_risk' : 'milestone'
        await gate.run(openForPromise, actor, { promiseId, cause })
      }
    },
  },
  {
    name: 'recovery.plan',
    queue: 'long',
    retries: 8,
    async run({ orgId, gate, signal }, data) {
      const { recoveryId: id } = work.parse(data)
      for (let more = true; more; ) {
        signal.throwIfAborted()
        more = (await gate.run(planBatch, systemActor(orgId, 'recovery.plan'), { id })).more
      }
    },
  },
  {
    name: 'recovery.send',
    queue: 'long',
    retries: 8,
    async run(context, data) {
      const { recoveryId: id } = work.parse(data)
      const actor = await senderOf(context, id)
      for (let more = true; more; ) {
        context.signal.throwIfAborted()
        more = (await context.gate.run(sendBatch, actor, { id })).more
      }
    },
  },
  {
    name: 'recovery.hold',
    queue: 'long',
    retries: 8,
    async run({ orgId, gate, signal }, data) {
      const { recoveryId: id, all } = work.extend({ all: z.boolean() }).parse(data)
      for (let more = true; more; ) {
        signal.throwIfAborted()
        more = (await gate.run(holdBatch, systemActor(orgId, 'recovery.hold'), { id, all })).more
      }
    },
  },
]

/** Whoever pressed: what is sent goes on in their name and on their authority, as they have it now. */
async function senderOf({ orgId, gate }: TaskContext, id: string): Promise<Actor> {
  const system = systemActor(orgId, 'recovery.send')
  const { actorId, memberId, role } = await gate.run(recoverySender, system, { id })
  return memberId === null
    ? { ...system, kind: actorId === null ? 'system' : 'apiKey', id: actorId ?? system.id }
    : { ...system, kind: 'member', id: memberId, memberId, role }
}
