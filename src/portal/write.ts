import type { Context } from 'hono'
import { customerActor, writeByLink } from '#modules/conversations'
import { Refusal } from '#platform/errors'
import { addressOf } from '#platform/http'
import { cleanText, type Form } from './answer.ts'
import type { PortalDeps } from './deps.ts'
import { type LoadedTracking, loadTracking } from './load-tracking.ts'
import type { WriteDraft } from './parts/messages.ts'
import { languageAsked, type Visit } from './visit.ts'
import { type Voice, voiceOf } from './wording.ts'

const MAX_TEXT = 5000

export type Wrote =
  | { outcome: 'sent' }
  /** Nothing was stored: the form is shown again with what is wrong, and the text. */
  | { outcome: 'again'; status: 400 | 429; loaded: LoadedTracking; voice: Voice; write: WriteDraft }

/**
 * Stores what a customer wrote on their page. What is not stored is shown again with the text.
 * @throws what conversations.writeByLink refuses
 */
export async function storeWriting(c: Context, deps: PortalDeps, visit: Visit, form: Form): Promise<Wrote> {
  const text = cleanText(form.text ?? '')
  const again = async (status: 400 | 429, say: (words: Voice['words']) => string): Promise<Wrote> => {
    const loaded = await loadTracking(deps, visit, languageAsked(c))
    const voice = await voiceOf(loaded.tracking)
    return { outcome: 'again', status, loaded, voice, write: { text, problem: say(voice.words) } }
  }
  if (text === '') return again(400, (words) => words.write.empty())
  if (text.length > MAX_TEXT) return again(400, (words) => words.answer.tooLong({ n: MAX_TEXT }))
  try {
    deps.rateLimit.take(`portal write ${addressOf(c)}`, 30, 60)
    deps.rateLimit.take(`portal write ${visit.ids.viewId}`, 20, 3600)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const minutes = Math.ceil(Number(error.details.retryAfterSeconds ?? 60) / 60)
    return again(429, (words) => words.write.tooMany({ minutes }))
  }
  const { viewId } = visit.ids
  await deps.gate.run(writeByLink, customerActor(visit.ids), { viewId, form: form.form ?? '', text })
  return { outcome: 'sent' }
}
