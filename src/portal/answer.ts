import type { Context } from 'hono'
import { answerByLink, callMeByLink, customerActor } from '#modules/conversations'
import { isTelephone } from '#modules/customers'
import { Refusal } from '#platform/errors'
import { addressOf } from '#platform/http'
import type { PortalDeps } from './deps.ts'
import { type LoadedTracking, loadTracking } from './load-tracking.ts'
import type { Draft } from './parts/answer-form.ts'
import { languageAsked, type Visit } from './visit.ts'
import { seenText, type Voice, voiceOf } from './wording.ts'

export type Answered =
  | { outcome: 'stored' }
  /** Nothing was stored: the form is shown again with what is wrong. */
  | { outcome: 'again'; status: 400 | 409; loaded: LoadedTracking; voice: Voice; draft: Draft }

const MAX_TEXT = 1000
/** When it is good to call. */
const MAX_WISHED = 500

/**
 * Stores the answer in a submitted form, if it counts for what the page says now.
 * @throws what conversations.answerByLink refuses, but for the same answer pressed twice, which is one
 */
export async function storeAnswer(c: Context, deps: PortalDeps, visit: Visit, form: Form): Promise<Answered> {
  const loaded = await loadTracking(deps, visit, languageAsked(c))
  const { tracking } = loaded
  const voice = await voiceOf(tracking)
  const { words } = voice
  const choice = choiceOf(form.answer) ?? 'other'
  const text = cleanText(form.text ?? '')
  const number = form.number?.trim() ?? ''
  const draft: Draft = { choice, wishAt: form.wishAt ?? '', number, text }
  const again = (status: 400 | 409, problem: NonNullable<Draft['problem']>): Answered => ({
    outcome: 'again',
    ...{ status, loaded, voice, draft: { ...draft, problem } },
  })

  const seen = seenText(tracking.current, voice, tracking.organization.name)
  if (tracking.answering === 'possible') {
    if (seen.digest !== form.seen) return again(409, { field: null, text: words.answer.changed() })
    const most = choice === 'call' ? MAX_WISHED : MAX_TEXT
    if (text.length > most) return again(400, { field: null, text: words.answer.tooLong({ n: most }) })
    if (choice === 'call' && tracking.phone === null && !isTelephone(number))
      return again(400, { field: 'number', text: words.answer.callNumberWrong() })
  }
  const wishAt = choice === 'other' ? wishedInstant(form.wishAt, tracking.zone) : null
  if (choice === 'other' && tracking.answering === 'possible') {
    if (wishAt === null) return again(400, { field: 'wishAt', text: words.answer.wishMissing() })
    if (Temporal.Instant.compare(wishAt, tracking.now) <= 0)
      return again(400, { field: 'wishAt', text: words.answer.wishPast() })
  }
  const { viewId, actionId } = visit.ids
  const given = {
    seen: { ...seen, language: tracking.language, timeZone: tracking.zone },
    origin: { address: addressOf(c), userAgent: (c.req.header('user-agent') ?? '').slice(0, 300) },
  }
  if (choice === 'call') {
    const wished = text === '' ? {} : { wished: text }
    const called = tracking.phone === null ? { number } : {}
    await deps.gate.run(callMeByLink, customerActor(visit.ids), { viewId, actionId, ...wished, ...called, ...given })
    return { outcome: 'stored' }
  }
  const answer = choice === 'accepted' ? 'accepted' : 'declined'
  try {
    await deps.gate.run(answerByLink, customerActor(visit.ids), {
      viewId,
      actionId,
      answer,
      ...(wishAt === null ? {} : { wishAt: wishAt.toString() }),
      ...(text === '' || choice === 'accepted' ? {} : { wishText: text }),
      ...given,
    })
  } catch (error) {
    if (!(await saidAlready(error, deps, visit, answer))) throw error
  }
  return { outcome: 'stored' }
}

/** The answer that a form or an address names; null: none. */
export const choiceOf = (asked: string | undefined): Draft['choice'] =>
  asked === 'accepted' || asked === 'declined' || asked === 'other' || asked === 'call' ? asked : null

export type Form = {
  offer?: string
  option?: string
  number?: string
  answer?: string
  went?: string
  seen?: string
  wishAt?: string
  text?: string
  form?: string
}

/** The fields of a submitted form. @throws input/not_a_form */
export async function readForm(c: Context): Promise<Form> {
  const type = c.req.header('content-type') ?? ''
  if (!/^application\/x-www-form-urlencoded\b/i.test(type))
    throw new Refusal('input/not_a_form', 'invalid', 'Send the form of the page: application/x-www-form-urlencoded.')
  return Object.fromEntries(new URLSearchParams(await c.req.text()))
}

/** Text of a form as it is kept: line ends of one kind, no other control characters. */
export const cleanText = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/(?!\n)\p{Cc}/gu, '')
    .trim()

/** The instant of a wall time as a form field gives it; null when it is none. */
function wishedInstant(field: string | undefined, zone: string): Temporal.Instant | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/.test(field ?? '')) return null
  try {
    const wished = Temporal.PlainDateTime.from(field ?? '').toZonedDateTime(zone)
    return wished.year < 2200 ? wished.toInstant() : null
  } catch {
    return null
  }
}

/** The same answer again, by a second press or a reload, is the answer that stands. */
async function saidAlready(error: unknown, deps: PortalDeps, visit: Visit, answer: string): Promise<boolean> {
  if (!(error instanceof Refusal)) return false
  if (error.code !== 'conversations/link_used' && error.code !== 'promises/not_possible') return false
  const { tracking } = await loadTracking(deps, visit, null)
  return tracking.answering === 'used' && tracking.current.consent === answer
}
