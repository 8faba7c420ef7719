import type { Language } from '#platform/i18n'

/** A promise as its customer sees it. */
export type SeenPromise = {
  id: string
  /** The root of its chain: promises that replaced one another share it. */
  chainId: string
  wording: string
  kind: string
  /** The language of the wording, which may not be the page's. */
  language: Language
  state: 'proposed' | 'open' | 'kept' | 'broken' | 'withdrawn' | 'declined' | 'renegotiated'
  consent: 'not_asked' | 'pending' | 'accepted' | 'unanswered' | 'declined'
  madeAt: Temporal.Instant
  dueAt: Temporal.Instant
  /** Start of an arrival window that ends at `dueAt`. */
  windowFrom: Temporal.Instant | null
  answerBy: Temporal.Instant | null
  answeredAt: Temporal.Instant | null
  /** Who gave the answer: the customer here, or a member who noted what the customer said. */
  answeredBy: 'customer' | 'member' | null
  wishAt: Temporal.Instant | null
  wishText: string | null
  occurredAt: Temporal.Instant | null
  endedAt: Temporal.Instant | null
  caveats: readonly string[]
  reason: string | null
  /** The date counts from the customer's answers: waiting for them moves it. */
  pausable: boolean
  /** When they asked to be called about it. */
  callsAsked: readonly { at: Temporal.Instant; wished: string | null }[]
  /** Since when its clock stands, and the date that it has if they answer now, or by the end of today. */
  paused: { since: Temporal.Instant; dueIfNow: Temporal.Instant; dueIfToday: Temporal.Instant } | null
}

/** What we waited for from the customer, and what they answered. */
export type SeenWait = {
  waitingFor: string
  language: Language
  startedAt: Temporal.Instant
  endedAt: Temporal.Instant | null
  endedBy: 'customer' | 'member' | 'system' | null
  reply: string | null
}

/** What we wrote to the customer meanwhile. */
export type SeenUpdate = { at: Temporal.Instant; text: string }

/** What the customer may choose from, or what was decided. */
export type SeenOffer = {
  id: string
  state: 'open' | 'over' | 'chosen' | 'told'
  /** Of a decision: what is possible, why not the rest, and what it rests on. */
  possible: string | null
  whyNot: string | null
  restsOn: string | null
  options: readonly { id: string; text: string; language: Language }[]
  chooseBy: Temporal.Instant | null
  chosenOptionId: string | null
  chosenBy: 'customer' | 'member' | null
  chosenAt: Temporal.Instant | null
  granted: boolean
  createdAt: Temporal.Instant
}

/** What was granted to make good. */
export type SeenGiven = {
  id: string
  text: string
  language: Language
  state: 'promised' | 'done' | 'given'
  at: Temporal.Instant
  dueAt: Temporal.Instant | null
}

/** What was written on the page, by the customer or the firm. */
export type SeenMessage = { id: string; by: 'customer' | 'firm'; at: Temporal.Instant; text: string }

/** Whether this link may answer, and if not, why. */
export type Answering = 'possible' | 'used' | 'expired' | 'view_only'

/** Everything the tracking page shows, before it is put into words. */
export type Tracking = {
  organization: { name: string; zone: string; country: string }
  language: Language
  zone: string
  now: Temporal.Instant
  /** The promise that the headline is about. */
  current: SeenPromise
  /** All promises about the same matter, oldest first; the current one is among them. */
  promises: readonly SeenPromise[]
  answering: Answering
  /** The call that the customer asked for and that is still to be made. */
  call: { promiseId: string; dueAt: Temporal.Instant } | null
  /** The end of the number that is called; null: none is known. */
  phone: string | null
  /** Oldest first. */
  offers: readonly SeenOffer[]
  given: readonly SeenGiven[]
  /** Oldest first; the last may be open. */
  waits: readonly SeenWait[]
  updates: readonly SeenUpdate[]
  /** The newest last; `earlier`: before which there are more, `past`: these are not the newest. */
  messages: { items: readonly SeenMessage[]; earlier: string | null; past: boolean }
}

/** Kinds that promise an answer to what the customer said. */
const ANSWERS: readonly string[] = ['first_reply', 'next_reply']

/** The answer that was promised to what the customer wrote last, as long as it is owed. */
export function promisedAnswer({
  messages,
  promises,
}: Pick<Tracking, 'messages' | 'promises'>): SeenPromise | undefined {
  if (messages.past || messages.items.at(-1)?.by !== 'customer') return undefined
  return promises.find(({ kind, state }) => ANSWERS.includes(kind) && state === 'open')
}

/** What we wait for from the customer now. */
export const openWaitOf = ({ waits }: Pick<Tracking, 'waits'>): SeenWait | undefined =>
  waits.find(({ endedAt }) => endedAt === null)

/** State in the customer's terms: broken is late until delivered, then done late. */
export type SeenState = Exclude<SeenPromise['state'], 'broken'> | 'late' | 'doneLate' | 'paused'

export function seenState(promise: SeenPromise): SeenState {
  if (promise.state === 'open' && promise.paused !== null) return 'paused'
  if (promise.state !== 'broken') return promise.state
  return promise.occurredAt === null ? 'late' : 'doneLate'
}

/** Kinds that promise to be heard of, beside the matter itself. */
const TELLING: readonly string[] = ['next_update', 'first_reply', 'next_reply']

/** An update or first reply that has been given. */
export const isToldAlready = ({ kind, occurredAt }: SeenPromise): boolean =>
  TELLING.includes(kind) && occurredAt !== null

/**
 * The promise a customer comes to read about: one that waits for an answer or for something from them, else one that
 * stands, what is to be done before what is to be told, else one that is late, else the newest that came to an end. Once what was promised is done, a new date that was declined before is past.
 */
export function currentOf(promises: readonly SeenPromise[]): SeenPromise | undefined {
  const newestFirst = [...promises].reverse()
  const first = (...states: SeenState[]) => newestFirst.find((promise) => states.includes(seenState(promise)))
  const isDone = (promise: SeenPromise) => ['kept', 'doneLate'].includes(seenState(promise))
  const done = new Set(promises.filter(isDone).map(({ chainId }) => chainId))
  const ended = newestFirst.find(
    (promise) => isDone(promise) || (['withdrawn', 'declined'].includes(promise.state) && !done.has(promise.chainId)),
  )
  const standing = newestFirst.filter((promise) => seenState(promise) === 'open')
  const open = standing.find(({ kind }) => !TELLING.includes(kind)) ?? standing[0]
  return first('proposed') ?? first('paused') ?? open ?? first('late') ?? ended ?? newestFirst[0]
}

/** The earlier promise of the same chain that still stands while a new date waits for an answer. */
export function stillStanding({ current, promises }: Tracking): SeenPromise | undefined {
  if (current.state !== 'proposed') return undefined
  return promises.find(({ chainId, state, id }) => chainId === current.chainId && state === 'open' && id !== current.id)
}

/** The first promise of the current one's chain, when the date moved since. */
export function firstOfChain({ current, promises }: Tracking): SeenPromise | undefined {
  const first = promises.find(({ chainId }) => chainId === current.chainId)
  return first && first.id !== current.id ? first : undefined
}

export type Stage = {
  name:
    | 'proposed'
    | 'promised'
    | 'answer'
    | 'accepted'
    | 'unanswered'
    | 'declined'
    | 'due'
    | 'late'
    | 'done'
    | 'withdrawn'
  at: Temporal.Instant | null
  status: 'finished' | 'current' | 'ahead' | 'failed'
}

/** The way of a promise from being made to its end. */
export function stagesOf(promise: SeenPromise): Stage[] {
  const { state, consent, madeAt, dueAt, answerBy, answeredAt, occurredAt, endedAt } = promise
  const stages: Stage[] = [{ name: consent === 'not_asked' ? 'promised' : 'proposed', at: madeAt, status: 'finished' }]
  if (consent === 'accepted') stages.push({ name: 'accepted', at: answeredAt, status: 'finished' })
  if (consent === 'unanswered') stages.push({ name: 'unanswered', at: answerBy, status: 'finished' })
  if (state === 'declined') return [...stages, { name: 'declined', at: answeredAt, status: 'failed' }]
  if (state === 'withdrawn') return [...stages, { name: 'withdrawn', at: endedAt, status: 'failed' }]
  if (consent === 'pending')
    stages.push({ name: 'answer', at: answerBy, status: state === 'proposed' ? 'current' : 'ahead' })
  if (state === 'broken') stages.push({ name: 'late', at: dueAt, status: 'failed' })
  else
    stages.push({
      name: 'due',
      // While we wait for an answer nobody knows the date.
      at: promise.paused === null ? dueAt : null,
      status: state === 'kept' ? 'finished' : state === 'open' ? 'current' : 'ahead',
    })
  stages.push({ name: 'done', at: occurredAt, status: occurredAt === null ? 'ahead' : 'finished' })
  return stages
}

export type HistoryEntry = PromiseEntry | SaidEntry

/** What was said beside the promises: what we asked for, what was answered, what we wrote. */
export type SaidEntry = {
  at: Temporal.Instant
  what: 'asked' | 'replied' | 'replyNoted' | 'update' | 'offered' | 'decided' | 'chose' | 'chosenNoted'
  text: string | null
  reason: null
}

type PromiseEntry = {
  at: Temporal.Instant
  promise: SeenPromise
  what:
    | 'proposed'
    | 'made'
    | 'moved'
    | 'accepted'
    | 'acceptedByStaff'
    | 'declined'
    | 'declinedByStaff'
    | 'wished'
    | 'unanswered'
    | 'callAsked'
    | 'broken'
    | 'kept'
    | 'doneLate'
    | 'withdrawn'
    | 'renegotiated'
  reason: string | null
}

/** What happened to all these promises and was said meanwhile, newest first. */
export function historyOf({
  promises,
  waits,
  updates,
  offers,
}: Pick<Tracking, 'promises' | 'waits' | 'updates' | 'offers'>): HistoryEntry[] {
  const said = [
    ...waits.flatMap(saidOf),
    ...offers.flatMap(offeredOf),
    ...updates.map(({ at, text }): SaidEntry => ({ at, what: 'update', text, reason: null })),
  ]
  return [...promises.flatMap(entriesOf), ...said]
    .map((entry, order) => ({ entry, order }))
    .sort((a, b) => Temporal.Instant.compare(b.entry.at, a.entry.at) || b.order - a.order)
    .map(({ entry }) => entry)
}

function offeredOf({ createdAt, possible, options, chosenOptionId, chosenBy, chosenAt }: SeenOffer): SaidEntry[] {
  const all = options.map(({ text }) => text).join(' · ')
  const made: SaidEntry = {
    at: createdAt,
    what: possible === null ? 'offered' : 'decided',
    text: possible ?? all,
    reason: null,
  }
  const chosen = options.find(({ id }) => id === chosenOptionId)
  if (!chosen || chosenAt === null) return [made]
  return [
    made,
    { at: chosenAt, what: chosenBy === 'customer' ? 'chose' : 'chosenNoted', text: chosen.text, reason: null },
  ]
}

function saidOf({ waitingFor, startedAt, endedAt, endedBy, reply }: SeenWait): SaidEntry[] {
  const asked: SaidEntry = { at: startedAt, what: 'asked', text: waitingFor, reason: null }
  if (endedAt === null || endedBy === 'system') return [asked]
  return [asked, { at: endedAt, what: endedBy === 'customer' ? 'replied' : 'replyNoted', text: reply, reason: null }]
}

function entriesOf(promise: SeenPromise): HistoryEntry[] {
  const { id, chainId, state, consent, madeAt, dueAt, answerBy, answeredAt, answeredBy, occurredAt, endedAt } = promise
  const entries: PromiseEntry[] = []
  const add = (what: PromiseEntry['what'], at: Temporal.Instant | null, reason: string | null = null) => {
    if (at !== null) entries.push({ what, at, promise, reason })
  }
  const moved = id !== chainId
  add(moved ? 'moved' : consent === 'not_asked' ? 'made' : 'proposed', madeAt, moved ? promise.reason : null)
  const byStaff = answeredBy === 'member'
  if (consent === 'accepted') add(byStaff ? 'acceptedByStaff' : 'accepted', answeredAt)
  if (consent === 'declined') {
    if (promise.wishAt !== null) add('wished', answeredAt)
    else add(byStaff ? 'declinedByStaff' : 'declined', answeredAt, promise.wishText)
  }
  for (const { at, wished } of promise.callsAsked) add('callAsked', at, wished)
  if (consent === 'unanswered') add('unanswered', answerBy)
  if (state === 'broken') add('broken', dueAt)
  if (state === 'broken') add('doneLate', occurredAt)
  if (state === 'kept') add('kept', occurredAt)
  if (state === 'withdrawn') add('withdrawn', endedAt, moved ? null : promise.reason)
  if (state === 'renegotiated') add('renegotiated', endedAt)
  return entries
}
