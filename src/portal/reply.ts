import type { Context } from 'hono'
import { customerActor, replyByLink } from '#modules/conversations'
import { Refusal } from '#platform/errors'
import { cleanText, type Form } from './answer.ts'
import type { PortalDeps } from './deps.ts'
import { type LoadedTracking, loadTracking } from './load-tracking.ts'
import type { ReplyDraft } from './parts/wait-card.ts'
import { languageAsked, type Visit } from './visit.ts'
import { type Voice, voiceOf } from './wording.ts'

const MAX_TEXT = 5000

export type Replied =
  | { outcome: 'sent' | 'over' }
  /** Nothing was stored: the form is shown again with what is wrong. */
  | { outcome: 'again'; loaded: LoadedTracking; voice: Voice; reply: ReplyDraft }

/**
 * Stores what a customer answered to what we wait for. Where an answer has come meanwhile, `over`.
 * @throws what conversations.replyByLink refuses otherwise
 */
export async function storeReply(c: Context, deps: PortalDeps, visit: Visit, form: Form): Promise<Replied> {
  const text = cleanText(form.text ?? '')
  if (text === '' || text.length > MAX_TEXT) {
    const loaded = await loadTracking(deps, visit, languageAsked(c))
    const voice = await voiceOf(loaded.tracking)
    const { words } = voice
    const problem = text === '' ? words.wait.empty() : words.answer.tooLong({ n: MAX_TEXT })
    return { outcome: 'again', loaded, voice, reply: { text, problem } }
  }
  try {
    await deps.gate.run(replyByLink, customerActor(visit.ids), { viewId: visit.ids.viewId, text })
    return { outcome: 'sent' }
  } catch (error) {
    if (error instanceof Refusal && error.code === 'conversations/nothing_asked') return { outcome: 'over' }
    throw error
  }
}
