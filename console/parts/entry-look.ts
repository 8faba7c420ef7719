import type { Row } from '../api/contract.ts'
import { money } from '../ui/money.ts'
import { m } from '../ui/text.ts'
import { absolute } from '../ui/time.ts'
import { type Look, linesOf, lookOfType } from './event-words.tsx'
import { w } from './timeline-words.tsx'

export type Entry = Row<'desk.readTimeline'>

interface EntryLook extends Look {
  readonly detail: readonly string[]
  /** What the customer said, word for word. */
  readonly said?: string | null
}

const NOTICE_TYPES = {
  told: 'promise.told',
  not_told: 'promise.not_told',
  dropped: 'promise.telling_dropped',
  withdrawal: 'promise.withdrawal_noticed',
  asked: 'notice.asked',
  reminded: 'notice.reminded',
  offered: 'notice.offered',
  update: 'notice.update',
} as const

/** What of a promise's own facts is news with which event. */
const DATED: readonly string[] = ['proposed', 'made', 'moved', 'imported', 'rederived']

/** An entry of a timeline in words: what it was, and what of it a person wants to read. A message has words of its own. */
export function entryLook(entry: Exclude<Entry, { kind: 'message' | 'said' }>): EntryLook {
  switch (entry.kind) {
    case 'promise':
      return { ...lookOfType(`promise.${entry.what}`), detail: promiseLines(entry) }
    case 'notice':
      return {
        ...lookOfType(NOTICE_TYPES[entry.what]),
        detail: [
          ...linesOf({ news: entry.text, channel: entry.channel }),
          ...(entry.why ? [m.mail.why[entry.why]()] : []),
        ],
      }
    case 'call':
      return {
        ...lookOfType(`call.${entry.what === 'given_up' ? 'not_reached' : entry.what}`),
        detail: callLines(entry),
      }
    case 'reply':
      return {
        ...lookOfType(entry.what === 'written' ? 'conversation.replied' : 'reply.recorded'),
        detail: linesOf({ channel: entry.channel }),
        said: entry.text,
      }
    case 'wait':
      return { ...lookOfType('wait.ended'), detail: [] }
    case 'change':
      return { ...lookOfType(`request.${entry.what}`), detail: changeLines(entry) }
    case 'making_good':
      return { ...lookOfType(entry.what), detail: makingGoodLines(entry) }
    case 'question':
      return {
        ...lookOfType(`question.${entry.what}`),
        detail: entry.to ? [w.asked({ name: entry.to })] : [],
      }
    case 'follow_up':
      return {
        ...lookOfType(`follow_up.${entry.answer ?? entry.what}`),
        detail: [
          ...(entry.because ? [w.because[becauseKeys[entry.because as keyof typeof becauseKeys]]()] : []),
          ...linesOf({ channel: entry.channel }),
        ],
      }
    case 'occurrence':
      return { ...lookOfType('request.occurred'), detail: linesOf({ what: entry.what, occurredAt: entry.occurredAt }) }
    case 'link':
      return { ...lookOfType(`link.${entry.what}`), detail: [] }
    case 'policy':
      return { ...lookOfType('policy.fell_back'), detail: [] }
    case 'record':
      return { ...lookOfType(entry.what), detail: recordLines(entry) }
    case 'other':
      return { ...lookOfType(entry.type), detail: [] }
  }
}

const becauseKeys = {
  asked_recently: 'askedRecently',
  refused: 'refused',
  asked_already: 'askedAlready',
  reopened: 'reopened',
  withdrawn: 'withdrawn',
} as const

function makingGoodLines({ remedies, amount, currency, to }: Extract<Entry, { kind: 'making_good' }>): string[] {
  const what = [remedies.join(', '), amount && currency ? money(amount, currency) : ''].filter(Boolean).join(' · ')
  return [...(what ? [what] : []), ...(to ? [w.asked({ name: to })] : [])]
}

function callLines({ what, call }: Extract<Entry, { kind: 'call' }>): string[] {
  const who = [call.contact?.name, call.number].filter(Boolean).join(' · ')
  if (what === 'cancelled' && call.cancelledWhy) return [m.mail.why[call.cancelledWhy]()]
  return what === 'planned' && call.state === 'open' ? [who, m.mail.call.open({ at: absolute(call.dueAt) })] : [who]
}

function promiseLines(entry: Extract<Entry, { kind: 'promise' }>): string[] {
  const { what, to, saidBy } = entry
  const lines = linesOf({
    ...entry,
    what: null,
    dueAt: DATED.includes(what) ? entry.dueAt : null,
    nowDueAt: what === 'resumed' ? entry.dueAt : null,
    chance: what.endsWith('_risk') ? entry.chance : null,
  })
  if (saidBy) lines.push(w.saidBy({ name: saidBy }))
  if (to && what === 'handed_over') lines.push(w.owner({ name: to }))
  else if (to && what !== 'step_acknowledged' && what !== 'step_handed_back') lines.push(w.told({ name: to }))
  return lines
}

/** Names of the request's fields, as the form for them has them. */
const fieldNames = (): Readonly<Record<string, string>> => ({
  subject: w.subject(),
  description: m.requests.description(),
  kind: m.requests.kind(),
  customerId: m.requests.customer(),
  contactId: w.contact(),
  serviceId: m.requests.service(),
  ownerId: m.requests.owner(),
  category: m.requests.category(),
  subcategory: m.requests.subcategory(),
  channel: m.requests.channel(),
  priority: m.requests.priority(),
  team: m.requests.team(),
  area: m.requests.area(),
})

function recordLines({ fields }: Extract<Entry, { kind: 'record' }>): string[] {
  const names = recordFieldNames()
  const changed = [...new Set(fields.flatMap((field) => names[field] ?? []))].join(', ')
  return changed ? [w.changed({ fields: changed })] : []
}

/** Names of what stands on a customer's record; what has none is not told. */
const recordFieldNames = (): Readonly<Record<string, string>> => ({
  name: m.customers.name(),
  kind: m.customers.kindLabel(),
  note: m.customers.note(),
  email: m.contact.email(),
  phone: m.contact.phone(),
  language: m.contact.language(),
  timeZone: m.contact.timeZone(),
})

function changeLines({ fields, to, why }: Extract<Entry, { kind: 'change' }>): string[] {
  const names = fieldNames()
  const changed = fields.map((field) => names[field] ?? field).join(', ')
  return [
    ...(changed ? [w.changed({ fields: changed })] : []),
    ...(to ? [w.owner({ name: to })] : []),
    ...(why ? [why] : []),
  ]
}
