import { z } from 'zod'
import { handOverApprovals } from '#modules/authority'
import { handOverPromises, newOwner, unfinishedPromisesOf } from '#modules/promises'
import { handOverRequestsOf } from '#modules/requests'
import { operation, systemActor } from '#platform/operation'
import type { TaskContext } from '#platform/queue'

const BATCH = 50

const leaving = { memberId: z.uuid(), ...newOwner }

const unfinished = operation({
  name: 'desk.unfinishedPromises',
  effect: 'reads',
  permission: 'desk.handOverWork',
  summary: 'The promises that a member has not finished',
  input: z.strictObject({ memberId: z.uuid() }),
  output: z.object({ ids: z.array(z.uuid()) }),
  run: async (ctx, { memberId }) => ({ ids: await unfinishedPromisesOf(ctx, memberId) }),
})

const someRequests = operation({
  name: 'desk.handOverRequests',
  effect: 'writes',
  permission: 'desk.handOverWork',
  summary: 'Give some open requests of a member to somebody else',
  input: z.strictObject(leaving),
  output: z.object({ handedOver: z.number().int() }),
  run: async (ctx, { memberId, ...to }) => ({ handedOver: await handOverRequestsOf(ctx, memberId, to, BATCH) }),
})

const somePromises = operation({
  name: 'desk.handOverPromises',
  effect: 'writes',
  permission: 'desk.handOverWork',
  summary: 'Give some promises of a member to somebody else',
  input: z.strictObject({ ...leaving, ids: z.array(z.uuid()).max(BATCH) }),
  output: z.object({ handedOver: z.number().int() }),
  run: async (ctx, { memberId, ids, ...to }) => ({ handedOver: await handOverPromises(ctx, ids, memberId, to) }),
})

const approvals = operation({
  name: 'desk.handOverApprovals',
  effect: 'writes',
  permission: 'desk.handOverWork',
  summary: 'Let others answer what a member was asked to approve',
  input: z.strictObject(leaving),
  output: z.object({ handedOver: z.number().int() }),
  run: async (ctx, { memberId, ownerId }) => ({ handedOver: await handOverApprovals(ctx, memberId, ownerId ?? null) }),
})

const finish = operation({
  name: 'desk.noteHandedOver',
  effect: 'writes',
  permission: 'desk.handOverWork',
  summary: 'Note that all work of a member is in other hands',
  input: z.strictObject({ ...leaving, promises: z.number().int(), requests: z.number().int() }),
  output: z.object({}),
  async run(ctx, { memberId, ...data }) {
    ctx.record({ type: 'member.work_handed_over', subject: `member:${memberId}`, data })
    return {}
  },
})

/** Hands over what a member has not finished, some at a time; what is in other hands already is passed over. */
export async function handOverWork({ orgId, gate, signal }: TaskContext, data: Record<string, unknown>): Promise<void> {
  const about = z.object(leaving).parse(data)
  const actor = systemActor(orgId, 'desk.hand_over_work')
  const done = { promises: 0, requests: 0 }
  const { ids } = await gate.run(unfinished, actor, { memberId: about.memberId })
  for (let at = 0; at < ids.length; at += BATCH) {
    signal.throwIfAborted()
    const some = await gate.run(somePromises, actor, { ...about, ids: ids.slice(at, at + BATCH) })
    done.promises += some.handedOver
  }
  for (let more = true; more; ) {
    signal.throwIfAborted()
    const { handedOver } = await gate.run(someRequests, actor, about)
    done.requests += handedOver
    more = handedOver === BATCH
  }
  await gate.run(approvals, actor, about)
  await gate.run(finish, actor, { ...about, ...done })
}
