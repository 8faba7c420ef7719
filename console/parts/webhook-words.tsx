import { type ReactNode, Suspense, use } from 'react'
import { loadMessages, type Messages } from '#messages/webhooks'
import { areaTexts } from '../ui/area-texts.ts'
import { language } from '../ui/text.ts'

/** The texts about webhooks, in the reader's language. Only below `WithWebhookWords`. */
export let h: Messages

const textsIn = areaTexts(loadMessages)

/** Waits for the texts about webhooks: they come with what first needs them, not with the console. */
export const WithWebhookWords = ({ children }: { children: ReactNode }) => (
  <Suspense>
    <Fetched>{children}</Fetched>
  </Suspense>
)

function Fetched({ children }: { children: ReactNode }) {
  h = use(textsIn(language))
  return children
}

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
