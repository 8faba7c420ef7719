import { type ReactNode, use } from 'react'
import { loadMessages, type Messages } from '#messages/calendars'
import { type Language, language } from '../ui/text.ts'

/** The texts about calendars in the reader's language. Only below `WithCalendarWords`, which fetches them. */
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

/** Waits for the texts about calendars: they come with the first hours that are drawn, not with the console. */
export function WithCalendarWords({ children }: { children: ReactNode }) {
  w = use(textsIn(language))
  return children
}
