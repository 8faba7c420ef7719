import {
  acceptPromise,
  declinePromise,
  keepPromise,
  makePromise,
  makeUnmeasured,
  type PromiseView,
  recordPromiseTold,
  renegotiateUnmeasured,
  startWait,
  sweepDue,
  withdrawPromise,
} from '#modules/promises'
import { closeRequest } from '#modules/requests'
import { type Actor, systemActor } from '#platform/operation'
import type { History } from './history.ts'
import type { PlannedCustomer } from './plan-customers.ts'
import { answerAsCustomer, cannotTell, noteCause, replyAsCustomer, tellByMail } from './record-history.ts'
import type { PlannedPromise, Step } from './step.ts'

/** What a story is about in the database. */
export type Told = {
  requestId: string
  customerId: string
  customer: Pick<PlannedCustomer, 'contacts' | 'language' | 'timeZone'>
  /** The staff by their keys. */
  members: ReadonlyMap<string, Actor>
  owner: string
}

/** Carries out a story's steps, each at its own instant. */
export async function tellStory(history: History, story: Told, steps: readonly Step[]): Promise<void> {
  const promises: PromiseView[] = []
  for (const step of steps) {
    history.clock.set(step.at)
    const current = promises.at(-1 - (step.back ?? 0))
    const added = await carryOut(history, story, step, current)
    if (added) promises.push(added)
  }
}

async function carryOut(
  history: History,
  story: Told,
  step: Step,
  current: PromiseView | undefined,
): Promise<PromiseView | undefined> {
  const { gate, orgId, system } = history
  const actor = story.members.get(step.by) ?? system
  const about = `request:${story.requestId}`
  const id = current?.id
  switch (step.do) {
    case 'make': {
      const { asks, basis, held, countsFromAnswer } = step.promise
      const whose = { about, customerId: story.customerId, ownerId: story.members.get(story.owner)?.id }
      const made = { ...wordsOf(step.promise), ...whose, asksAnswer: asks, basis, countsFromAnswer }
      if (!held) return gate.run(makeUnmeasured, actor, made)
      return gate.run(makePromise, actor, { ...made, ...held })
    }
    case 'move': {
      const { kind: _, ...words } = wordsOf(step.promise)
      return gate.run(renegotiateUnmeasured, actor, { id, ...words, reason: step.reason })
    }
    case 'tell':
      if (step.channel === 'email') await gate.run(tellByMail, system, { about })
      else await gate.run(recordPromiseTold, actor, { id, channel: step.channel })
      return
    case 'cannot_tell':
      await gate.run(cannotTell, system, { promiseId: id, failure: step.failure })
      return
    case 'answer':
      await answer(history, story, step, current)
      return
    case 'ask':
      await gate.run(startWait, actor, { about, waitingFor: step.waitingFor })
      return
    case 'reply':
      await gate.run(replyAsCustomer, customerOf(history, current), { about, text: step.text })
      return
    case 'clock':
      await gate.run(sweepDue, systemActor(orgId, 'clock'), {})
      return
    case 'keep':
      await gate.run(keepPromise, actor, { id, occurredAt: step.occurredAt.toString(), reason: step.reason })
      return
    case 'withdraw':
      await gate.run(withdrawPromise, actor, { id, reason: step.reason })
      return
    case 'close':
      await gate.run(closeRequest, actor, { id: story.requestId, outcome: step.outcome })
      if (step.cause !== null)
        await gate.run(noteCause, system, {
          requestId: story.requestId,
          endedAt: step.at.toString(),
          cause: step.cause,
        })
  }
}

async function answer(
  history: History,
  { requestId, customer, members }: Told,
  step: Extract<Step, { do: 'answer' }>,
  promise: PromiseView | undefined,
): Promise<void> {
  const { gate, system } = history
  const wish = step.answer === 'declined' ? { wishAt: step.wishAt?.toString(), wishText: step.wishText } : {}
  if (step.through === 'phone') {
    const saidBy = customer.contacts[0]?.name ?? 'The customer'
    const said = { id: promise?.id, saidBy, channel: 'phone', ...wish }
    await gate.run(step.answer === 'accepted' ? acceptPromise : declinePromise, members.get(step.by) ?? system, said)
    return
  }
  const { language, timeZone } = customer
  const input = {
    promiseId: promise?.id,
    about: `request:${requestId}`,
    answer: step.answer,
    ...wish,
    language,
    timeZone,
  }
  await gate.run(answerAsCustomer, customerOf(history, promise), input)
}

/** Who was told of the promise, as who does something on the tracking page. */
const customerOf = ({ system, orgId }: History, promise: PromiseView | undefined): Actor => ({
  ...system,
  kind: 'customer',
  id: promise?.contactId ?? orgId,
})

const wordsOf = (promise: PlannedPromise) => ({
  kind: promise.kind,
  wording: promise.wording,
  language: promise.language,
  ...(promise.daily
    ? { duration: { unit: 'days', n: 1, at: 'same_time' }, repeats: true }
    : { dueAt: promise.dueAt.toString() }),
  windowFrom: promise.windowFrom?.toString(),
  caveats: promise.caveats,
  answerBy: promise.answerBy?.toString(),
})
