import { type ReactNode, use } from 'react'
import { loadMessages, type Messages } from '#messages/policies'
import { type Language, language } from '../ui/text.ts'

/** The texts about policies in the reader's language. Only below `WithPolicyWords`, which fetches them. */
export let w: Messages

const loading = new Map<Language, Promise<Messages>>()

function textsIn(wanted: Language): Promise<Messages> {
  const known = loading.get(wanted)
  if (known) return known
  const texts = loadMessages(wanted)
  loading.set(wanted, texts)
  // Whoever tries again asks again.
  texts.catch(() => loading.delete(wanted))
  return texts
}

/** Waits for the texts about policies: they come with the first page that needs them, not with the console. */
export function WithPolicyWords({ children }: { children: ReactNode }) {
  w = use(textsIn(language))
  return children
}
