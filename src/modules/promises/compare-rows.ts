import { endOf, type Fault, type StoredLink } from './evidence.ts'
import { digestOf } from './seen.ts'

/** What a promise's row says, in the words of its events; instants as text. */
export type ComparedRow = {
  id: string
  about: string
  kind: string
  wording: string
  language: string
  beneficiary: string
  customerId: string | null
  basis: string
  state: string
  consent: string
  madeAt: string
  dueAt: string
  windowFrom: string | null
  answerBy: string | null
  caveats: unknown
  chance: number | null
  floor: number | null
  floorReason: string | null
  toldAt: string | null
  answeredAt: string | null
  occurredAt: string | null
  recordedAt: string | null
  endedAt: string | null
  reason: string | null
  reasonId: string | null
  reasonWhy: unknown
  ownerId: string | null
  ownerTeamId: string | null
  policyId: string | null
  policyVersion: number | null
  pausable: boolean
  pausedAt: string | null
}

const BEGINNINGS = ['promise.made', 'promise.proposed', 'promise.moved', 'promise.imported']
const DELIVERIES = ['promise.kept', 'promise.delivered', 'promise.corrected']
/** What moves a due instant without a successor: an answer that was waited for, a clock derived anew before it was told. */
const RECKONINGS = ['promise.resumed', 'promise.rederived']
const ANSWERS = ['promise.accepted', 'promise.declined']
/** Kept as answers: who asks to be called decides nothing yet. */
const GIVEN = [...ANSWERS, 'promise.call_asked']

type Data = Record<string, unknown>
const dataOf = (link: StoredLink | undefined): Data => (link?.data ?? {}) as Data
const textIn = (link: StoredLink | undefined): Data => (link?.text ?? {}) as Data
const stringOr = (value: unknown, otherwise: string | null): string | null =>
  typeof value === 'string' ? value : otherwise

/** What a promise's own events say of its row; a field that they do not tell of is left out. Null: they do not tell. */
export function replay(own: readonly StoredLink[]): Partial<ComparedRow> | null {
  const first = own.find((link) => BEGINNINGS.includes(link.type))
  const begun = dataOf(first)
  if (!first || typeof begun.state !== 'string' || typeof begun.dueAt !== 'string') return null
  const imported = first.type === 'promise.imported'
  const steps = own.filter((link) => typeof dataOf(link).state === 'string')
  const last = dataOf(steps.at(-1))
  const delivered = own.findLast((link) => DELIVERIES.includes(link.type))
  const answered = own.findLast((link) => ANSWERS.includes(link.type))
  const occurredAt = stringOr(dataOf(delivered).occurredAt, stringOr(begun.occurredAt, null))
  const reckoned = own.findLast((link) => RECKONINGS.includes(link.type))
  const paused = own.findLast((link) => 'pausedAt' in dataOf(link))
  const handed = own.findLast((link) => link.type === 'promise.handed_over')
  const beginnings = [
    'kind',
    'basis',
    'beneficiary',
    'customerId',
    'language',
    'answerBy',
    'ownerId',
    'ownerTeamId',
    'policyId',
    'policyVersion',
    'pausable',
    'chance',
    'floor',
  ] as const
  const said: Partial<ComparedRow> = {
    ...Object.fromEntries(beginnings.filter((field) => field in begun).map((field) => [field, begun[field]])),
    ...(handed
      ? { ownerId: stringOr(dataOf(handed).ownerId, null), ownerTeamId: stringOr(dataOf(handed).ownerTeamId, null) }
      : {}),
    about: first.about,
    madeAt: stringOr(begun.madeAt, first.at) ?? first.at,
    state: String(last.state),
    consent: consentAfter(steps, String(begun.state)),
    dueAt: stringOr(dataOf(reckoned).dueAt, begun.dueAt) ?? begun.dueAt,
    ...('windowFrom' in begun
      ? { windowFrom: stringOr(dataOf(reckoned).windowFrom, stringOr(begun.windowFrom, null)) }
      : {}),
    pausedAt: stringOr(dataOf(paused).pausedAt, null),
    toldAt: toldAfter(own),
    answeredAt: stringOr(dataOf(answered).answeredAt, null),
    occurredAt,
    recordedAt: delivered?.at ?? (imported && occurredAt !== null ? first.at : null),
    endedAt: imported && steps.length === 1 ? endOfImported(begun, occurredAt) : endAfter(steps),
  }
  // Text that was erased tells nothing.
  const { wording, caveats, floorReason } = textIn(first)
  if (typeof wording === 'string') {
    said.wording = wording
    said.floorReason = stringOr(floorReason, null)
  }
  if (caveats !== undefined) said.caveats = caveats
  const reasoned = own.filter((link) => link.text === null || 'reason' in textIn(link) || 'why' in textIn(link))
  if (reasoned.every((link) => link.text !== null || !('textDigest' in dataOf(link)))) {
    const last = reasoned.findLast((link) => link.text !== null)
    said.reason = stringOr(textIn(last).reason, null)
    said.reasonId = stringOr(dataOf(last).reasonId, null)
    said.reasonWhy = textIn(last).why ?? null
  }
  return said
}

/** When it was told first; a mail that came back told of nothing, and says what is left. */
const toldAfter = (own: readonly StoredLink[]): string | null =>
  own.reduce<string | null>((toldAt, link) => {
    const { type } = link
    const data = dataOf(link)
    if (type === 'promise.not_told' && 'toldAt' in data) return stringOr(data.toldAt, null)
    return type === 'promise.told' && data.notice !== 'withdrawn' ? (toldAt ?? stringOr(data.at, null)) : toldAt
  }, null)

function consentAfter(steps: readonly StoredLink[], begunAs: string): string {
  const told = steps.map((link) => dataOf(link).consent).findLast((consent) => typeof consent === 'string')
  return String(told ?? (begunAs === 'proposed' ? 'pending' : 'not_asked'))
}

const endOfImported = ({ state, dueAt }: Data, occurredAt: string | null): string | null =>
  state === 'kept' ? occurredAt : state === 'broken' ? String(dueAt) : null

/** When it first came to an end; a correction takes the place of what it corrects. */
function endAfter(steps: readonly StoredLink[]): string | null {
  const over = steps.filter((link) => !['open', 'proposed'].includes(String(dataOf(link).state)))
  const end = over.findLast((link) => link.type === 'promise.corrected') ?? over[0]
  return stringOr(dataOf(end).at, null)
}

/** Where a row and its events disagree: the row was altered behind the product's back. */
export function compareRow(row: ComparedRow, links: readonly StoredLink[]): Fault[] {
  const own = links.filter((link) => link.subject === `promise:${row.id}`)
  const at = placeOf(own.at(-1))
  const said = replay(own)
  if (said === null)
    return [{ ...at, detail: `No event tells of promise ${row.id}: its row was added or its events removed.` }]
  const fields = Object.keys(said) as (keyof ComparedRow)[]
  return fields
    .filter((field) => JSON.stringify(row[field]) !== JSON.stringify(said[field]))
    .map((field) => ({ ...at, detail: differs(`promise ${row.id}`, field, row[field], said[field]) }))
}

/** Promises that events tell of and that have no row any more, but for those whose import was undone. */
export function missingRows(rows: readonly { id: string }[], links: readonly StoredLink[]): Fault[] {
  const begun = links.filter((link) => BEGINNINGS.includes(link.type))
  const undone = endOf(links)?.subject
  return begun
    .filter((link) => link.subject !== undone && !rows.some(({ id }) => link.subject === `promise:${id}`))
    .map((link) => ({ ...placeOf(link), detail: `The row of ${link.subject.replace(':', ' ')} is missing.` }))
}

/** What an answer's row says; instants as text. */
export type ComparedAnswer = {
  id: string
  promiseId: string
  answer: string
  givenBy: string
  memberId: string | null
  saidBy: string | null
  channel: string
  wishAt: string | null
  wishText: string | null
  answeredAt: string
  recordedAt: string
  seen: unknown
  origin: unknown
}

/** Where the answers of a chain and its events disagree: one was altered, added or removed. */
export function compareAnswers(answers: readonly ComparedAnswer[], links: readonly StoredLink[]): Fault[] {
  const given = links.filter((link) => GIVEN.includes(link.type))
  const removed = given
    .filter((link) => !answers.some((answer) => answer.id === dataOf(link).answerId))
    .map((link) => ({ ...placeOf(link), detail: `The answer of link ${link.seq} (${link.type}) is missing.` }))
  return [...removed, ...answers.flatMap((answer) => compareAnswer(answer, given))]
}

function compareAnswer(answer: ComparedAnswer, given: readonly StoredLink[]): Fault[] {
  const link = given.find((candidate) => dataOf(candidate).answerId === answer.id)
  if (!link) return [{ ...placeOf(link), detail: `No event tells of answer ${answer.id}: its row was added.` }]
  const data = dataOf(link)
  const { seen, ...rest } = answer
  const said: Data = {
    promiseId: link.subject.replace(/^promise:/, ''),
    answer: link.type.replace(/^promise\./, ''),
    givenBy: data.by,
    memberId: data.by === 'member' && link.actorKind === 'member' ? link.actorId : null,
    channel: data.channel,
    wishAt: data.wishAt ?? null,
    answeredAt: data.answeredAt,
    recordedAt: link.at,
    ...textIn(link),
  }
  const faults = Object.keys(said)
    .filter((field) => JSON.stringify(rest[field as keyof typeof rest]) !== JSON.stringify(said[field]))
    .map((field) => differs(`answer ${answer.id}`, field, rest[field as keyof typeof rest], said[field]))
  if (digestOf(seen) !== data.seenDigest)
    faults.push(`What the customer saw is not what answer ${answer.id} was given to.`)
  return faults.map((detail) => ({ ...placeOf(link), detail }))
}

const placeOf = (link: StoredLink | undefined) => ({
  seq: link?.seq ?? 0,
  eventId: link?.id ?? '',
  what: 'row' as const,
})

const differs = (what: string, field: string, row: unknown, event: unknown): string =>
  `The row of ${what} says ${field} ${show(row)}, its events say ${show(event)}.`

const show = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))
