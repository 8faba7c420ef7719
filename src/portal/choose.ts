import type { Context } from 'hono'
import { chooseByLink, customerActor } from '#modules/conversations'
import { Refusal } from '#platform/errors'
import { addressOf } from '#platform/http'
import type { Form } from './answer.ts'
import type { PortalDeps } from './deps.ts'
import { type LoadedTracking, loadTracking } from './load-tracking.ts'
import type { ChoiceDraft } from './parts/choice-card.ts'
import { languageAsked, type Visit } from './visit.ts'
import { offerText, type Voice, voiceOf } from './wording.ts'

export type Chose =
  | { outcome: 'stored' }
  /** Nothing was stored: the form is shown again with what is wrong. */
  | { outcome: 'again'; status: 400 | 409; loaded: LoadedTracking; voice: Voice; choice: ChoiceDraft }

/**
 * Stores what a customer chose, if it counts for what the page says now. Something else than what stands already is not
 * stored: the page shows what was chosen.
 * @throws what conversations.chooseByLink refuses otherwise
 */
export async function storeChoice(c: Context, deps: PortalDeps, visit: Visit, form: Form): Promise<Chose> {
  const loaded = await loadTracking(deps, visit, languageAsked(c))
  const { tracking } = loaded
  const voice = await voiceOf(tracking)
  const { words } = voice
  const again = (status: 400 | 409, problem: string): Chose => ({
    ...{ outcome: 'again', status, loaded, voice },
    choice: {
      problem,
      ...(form.offer ? { offerId: form.offer } : {}),
      ...(form.option ? { optionId: form.option } : {}),
    },
  })
  const offer = tracking.offers.find(({ id }) => id === form.offer)
  const option = offer?.options.find(({ id }) => id === form.option)
  if (offer && !option) return again(400, words.choice.missing())
  if (!offer || !option) return again(409, words.answer.changed())
  const seen = offerText(offer, voice, tracking.organization.name)
  if (seen.digest !== form.seen && offer.state === 'open') return again(409, words.answer.changed())
  try {
    await deps.gate.run(chooseByLink, customerActor(visit.ids), {
      ...{ viewId: visit.ids.viewId, offerId: offer.id, optionId: option.id },
      seen: { ...seen, language: tracking.language, timeZone: tracking.zone },
      origin: { address: addressOf(c), userAgent: (c.req.header('user-agent') ?? '').slice(0, 300) },
    })
  } catch (error) {
    const isOver =
      error instanceof Refusal && (error.code === 'authority/choice_over' || error.code === 'authority/chosen_already')
    if (!isOver) throw error
    const now = await loadTracking(deps, visit, languageAsked(c))
    const problem = error.code === 'authority/choice_over' ? words.choice.over() : words.choice.already()
    return { outcome: 'again', status: 409, loaded: now, voice, choice: { problem, offerId: offer.id } }
  }
  return { outcome: 'stored' }
}
