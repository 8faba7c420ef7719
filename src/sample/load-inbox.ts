import {
  followPromise,
  listConversations,
  readConversation,
  readText,
  receiveMail,
  recordDelivery,
  startConversation,
  updateConversation,
  writeMessage,
  writeNote,
} from '#modules/conversations'
import { getCustomer } from '#modules/customers'
import { createMailbox } from '#modules/mailboxes'
import { sweepDue } from '#modules/promises'
import { openFromConversations, recordContact } from '#modules/requests'
import { newId } from '#platform/ids'
import { mailIdOf } from '#platform/mail'
import { type Actor, systemActor } from '#platform/operation'
import type { History } from './history.ts'
import type { InboxFiles } from './inbox-files.ts'
import type { InboxStep, PlannedThread } from './plan-inbox.ts'
import { promiseAsOpened, tellByMail } from './record-history.ts'
import { HOUR, isBefore, plus } from './scene.ts'

type Known = {
  customerOf: (index: number) => string
  members: ReadonlyMap<string, Actor>
  files: InboxFiles
}

/** The other side of a conversation. */
type Side = { customerId: string | null; contactId: string | null; name: string; address: string }

/** A conversation while it is told. */
type Thread = { id: string | null; sent: string | null }

/** Tells the conversations of the sample's inbox, each step at its own instant and through the operation that does it. */
export async function loadInbox(
  history: History,
  threads: readonly PlannedThread[],
  known: Known,
  now: Temporal.Instant,
  signal: AbortSignal,
): Promise<void> {
  const { gate, clock, system, orgId } = history
  clock.set(plus(now, -360 * 24 * HOUR))
  // An address belongs to one mailbox of the whole instance.
  const address = `help.${orgId.slice(-12)}@example.com`
  const mailbox = { name: 'Help', address, kind: 'listener', trustedServer: 'mx.example.com' }
  const { id: mailboxId } = await gate.run(createMailbox, system, mailbox)
  for (const thread of threads) {
    signal.throwIfAborted()
    const side = await sideOf(history, thread, known)
    const told: Thread = { id: null, sent: null }
    for (const step of thread.steps) {
      clock.set(step.at)
      const isFirst = told.id === null
      await carryOut(history, { thread, side, told, mailboxId, known }, step)
      if (isFirst && thread.opens) await open(history, told, now)
    }
  }
}

async function sideOf({ gate, system }: History, { customer }: PlannedThread, known: Known): Promise<Side> {
  if (customer === null)
    return { customerId: null, contactId: null, name: 'Copper & Co', address: 'prices@wholesale.example.com' }
  const { id: customerId, contacts } = await gate.run(getCustomer, system, { id: known.customerOf(customer) })
  const [contact] = contacts
  return {
    ...{ customerId, contactId: contact?.id ?? null },
    ...{ name: contact?.name ?? '', address: contact?.email ?? '' },
  }
}

type Scene = { thread: PlannedThread; side: Side; told: Thread; mailboxId: string; known: Known }

async function carryOut(history: History, { thread, side, told, mailboxId, known }: Scene, step: InboxStep) {
  const { gate, system } = history
  const actor = known.members.get(step.by) ?? system
  const id = told.id
  switch (step.do) {
    case 'mail': {
      const isBounce = step.automatic === 'bounce'
      const from = isBounce
        ? { name: '', address: 'mailer-daemon@example.com' }
        : { name: side.name, address: side.address }
      const mailId = `${newId(step.at)}@mail.example.com`
      const filed = await gate.run(receiveMail, system, {
        ...{ receivedMailId: newId(step.at), mailboxId, receivedAt: step.at.toString(), mailId, from },
        ...{ to: [], cc: [], subject: step.subject, text: step.text, quoted: '', html: null },
        references: told.sent === null ? [] : [told.sent],
        automatic: step.automatic ?? null,
        bounce: isBounce
          ? { recipient: side.address, action: 'failed', reason: '550 5.1.1 No such mailbox', mailId: told.sent }
          : null,
        authentication: step.unproven ? { verified: false, by: 'none' } : { verified: true, by: 'dmarc' },
        language: thread.language,
        parts: step.files ? known.files.map((file) => ({ ...file, contentId: null, inline: false })) : [],
      })
      told.id ??= filed.conversationId
      return
    }
    case 'answer': {
      const { text } = step
      const { promises: found } = step.promises
        ? await gate.run(readText, actor, { id, text, language: thread.language })
        : { promises: [] }
      const promises = found.flatMap((each) =>
        each.dueAt === null ? [] : [{ kind: each.kind, wording: each.text, dueAt: each.dueAt }],
      )
      const message = await gate.run(writeMessage, actor, { id, text, promises })
      told.sent = await goOut(history, message.id, step.at)
      return
    }
    case 'write': {
      const { subject, text } = step
      const begun = await gate.run(startConversation, actor, { contactId: side.contactId, subject, text })
      told.id = begun.id
      const { items } = await gate.run(readConversation, actor, { id: begun.id })
      told.sent = await goOut(history, items[0]?.id ?? '', step.at)
      return
    }
    case 'note':
      await gate.run(writeNote, actor, { id, text: step.text })
      return
    case 'own':
      await gate.run(updateConversation, actor, { id, ownerId: known.members.get(step.whom)?.id })
      return
    case 'rest':
      await gate.run(updateConversation, actor, { id, snoozedUntil: step.until.toString() })
      return
    case 'close':
      await gate.run(updateConversation, actor, { id, state: 'closed' })
      return
    case 'call': {
      const { channel, direction, outcome, answered, text, nextStep } = step
      const note = { contactId: side.contactId, channel, direction, outcome, answered, text, nextStep }
      await gate.run(recordContact, actor, note)
      const spoken = await gate.run(listConversations, system, { customerId: side.customerId, channel, show: 'all' })
      told.id = spoken.items[0]?.id ?? null
    }
  }
}

/** What the mail server would have confirmed, after the ten seconds in which it could be taken back. Its Message-ID. */
async function goOut({ gate, clock, system }: History, messageId: string, at: Temporal.Instant): Promise<string> {
  clock.set(plus(at, 11_000))
  await gate.run(recordDelivery, system, { messageId, outcome: 'sent', failure: null })
  return mailIdOf(messageId, gate.instance.url)
}

/** What follows a first message: its request, what policies promise about it, and what the customer is told of that. */
async function open({ gate, clock, system, orgId }: History, told: Thread, now: Temporal.Instant): Promise<void> {
  const { opened } = await gate.run(openFromConversations, system, { conversationIds: [told.id] })
  const [{ requestId } = { requestId: null }] = opened
  if (requestId === null) return
  const about = `request:${requestId}`
  const { promises } = await gate.run(promiseAsOpened, system, { requestId })
  await gate.run(tellByMail, system, { about })
  for (const { dueAt } of promises) {
    const due = plus(Temporal.Instant.from(dueAt), 210)
    if (!isBefore(due, now)) continue
    clock.set(due)
    await gate.run(sweepDue, systemActor(orgId, 'clock'), {})
  }
  await gate.run(followPromise, system, { abouts: [about] })
}
