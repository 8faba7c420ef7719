import { type ReactNode, Suspense, use } from 'react'
import { loadMessages, type Messages } from '#messages/mailboxes'
import { areaTexts } from '../ui/area-texts.ts'
import { language } from '../ui/text.ts'

/** The texts about mailboxes, in the reader's language. Only below `WithMailboxWords`. */
export let b: Messages

const textsIn = areaTexts(loadMessages)

/** Waits for the texts about mailboxes: they come with what first needs them, not with the console. */
export const WithMailboxWords = ({ children }: { children: ReactNode }) => (
  <Suspense>
    <Fetched>{children}</Fetched>
  </Suspense>
)

function Fetched({ children }: { children: ReactNode }) {
  b = use(textsIn(language))
  return children
}

/** Why mail does not arrive. */
export function failureWords(code: string): string {
  const texts: Readonly<Record<string, (() => string) | undefined>> = b.failure
  return texts[code.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())]?.() ?? code
}
