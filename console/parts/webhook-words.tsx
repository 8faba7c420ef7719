import { loadMessages, type Messages } from '#messages/webhooks'
import { withTexts } from '../ui/area-texts.tsx'

/** The texts about webhooks, in the reader's language. Only below `WithWebhookWords`. */
export let h: Messages

/** Waits for the texts about webhooks: they come with what first needs them, not with the console. */
export const WithWebhookWords = withTexts(loadMessages, (texts) => {
  h = texts
})

/** What an endpoint hears, in a line. */
export function hearsWords(eventTypes: readonly string[]): string {
  if (eventTypes.length === 0) return h.all()
  return eventTypes.map(patternWords).join(', ')
}

const patternWords = (pattern: string): string => (pattern.endsWith('.*') ? kindWords(pattern.slice(0, -2)) : pattern)

/** A kind of event in words; one that has none shows its own name. */
export function kindWords(kind: string): string {
  const name = kind === 'import' ? 'kimport' : kind
  return name in h.kinds ? h.kinds[name as keyof typeof h.kinds]() : kind
}
