import type { Context } from 'hono'
import type { z } from 'zod'
import { loadMessages } from '#messages/outcome'
import { loadMessages as loadPortal } from '#messages/portal'
import { customerActor } from '#modules/conversations'
import { answerFollowUpByLink, openFollowUpByLink } from '#modules/followups'
import { Refusal } from '#platform/errors'
import { addressOf } from '#platform/http'
import { loadMoments } from '#platform/moments'
import { cleanText, type Form } from './answer.ts'
import type { PortalDeps } from './deps.ts'
import { type OutcomePage, outcomePage } from './pages/outcome-page.ts'
import { languageAsked, type Visit } from './visit.ts'

type Opened = z.output<typeof openFollowUpByLink.output>
export type OutcomeDraft = Pick<OutcomePage, 'choice'> & Partial<Pick<OutcomePage, 'text' | 'problem'>>

const MAX_TEXT = 2000

export const wentOf = (asked: string | undefined): OutcomePage['choice'] =>
  asked === 'yes' || asked === 'no' ? asked : null

/** What a link asks about how it went. Reads only. @throws what followUps.openByLink refuses */
export const openOutcome = ({ gate }: PortalDeps, { ids }: Visit): Promise<Opened> =>
  gate.run(openFollowUpByLink, customerActor(ids), { viewId: ids.viewId, actionId: ids.actionId })

/** The same for the tracking page; null where nobody asks, or the time to answer is over. */
export async function outcomeAsked(deps: PortalDeps, visit: Visit): Promise<Opened | null> {
  try {
    const opened = await openOutcome(deps, visit)
    return opened.isOpen ? opened : null
  } catch (error) {
    if (error instanceof Refusal && error.code === 'followups/nothing_asked') return null
    throw error
  }
}

/** The page that asks for one press; opening it records nothing. @throws what followUps.openByLink refuses */
export async function showOutcome(
  c: Context,
  deps: PortalDeps,
  visit: Visit,
  draft: OutcomeDraft,
  status: 200 | 400 = 200,
): Promise<Response> {
  const opened = await openOutcome(deps, visit)
  const language = languageAsked(c) ?? opened.reader.language
  const [words, portal, moments] = await Promise.all([
    loadMessages(language),
    loadPortal(language),
    loadMoments(language, opened.organization.country),
  ])
  const page = outcomePage({
    ...{ opened, language, words, portal, path: visit.path, assets: deps.assets },
    answeredAt:
      opened.given &&
      moments.dateTime(opened.given.at, {
        zone: opened.reader.timeZone,
        now: Temporal.Instant.from(opened.now),
      }),
    said: c.req.query('said') !== undefined,
    ...draft,
  })
  return c.html(page, status)
}

/** Stores the answer of a submitted form. @returns what is wrong with it, to be shown; null: it is stored */
export async function storeOutcome(
  c: Context,
  deps: PortalDeps,
  visit: Visit,
  form: Form,
): Promise<OutcomeDraft | null> {
  const choice = wentOf(form.went)
  const text = cleanText(form.text ?? '')
  if (choice === null) throw new Refusal('input/invalid', 'invalid', 'Say yes or no.')
  if (text.length > MAX_TEXT) return { choice, text, problem: 'too_long' }
  deps.rateLimit.take(`portal outcome ${addressOf(c)}`, 30, 60)
  deps.rateLimit.take(`portal outcome ${visit.ids.viewId}`, 20, 3600)
  const { viewId, actionId } = visit.ids
  await deps.gate.run(answerFollowUpByLink, customerActor(visit.ids), {
    ...{ viewId, actionId, answer: choice },
    ...(text === '' ? {} : { words: text }),
  })
  return null
}
