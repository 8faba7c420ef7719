import { type ReactNode, Suspense, use } from 'react'
import { loadMessages, type Messages } from '#messages/entering'
import { areaTexts } from '../ui/area-texts.ts'
import { language } from '../ui/text.ts'

/** The texts of signing in and setting up, in the reader's language. Only below `WithEnteringWords`. */
export let e: Messages

const textsIn = areaTexts(loadMessages)

/** Waits for the texts of signing in and setting up: who is in already does not need them. */
export const WithEnteringWords = ({ children }: { children: ReactNode }) => (
  <Suspense>
    <Fetched>{children}</Fetched>
  </Suspense>
)

function Fetched({ children }: { children: ReactNode }) {
  e = use(textsIn(language))
  return children
}
