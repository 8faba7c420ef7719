import { type ReactNode, Suspense, use } from 'react'
import { loadMessages, type Messages } from '#messages/telling'
import { areaTexts } from '../ui/area-texts.ts'
import { language } from '../ui/text.ts'

/** The texts of calls and quiet hours, in the reader's language. Only below `WithTellingWords`. */
export let w: Messages

const textsIn = areaTexts(loadMessages)

/** Waits for the texts of calls and quiet hours: they come with what first needs them, not with the console. */
export const WithTellingWords = ({ children }: { children: ReactNode }) => (
  <Suspense>
    <Fetched>{children}</Fetched>
  </Suspense>
)

function Fetched({ children }: { children: ReactNode }) {
  w = use(textsIn(language))
  return children
}
