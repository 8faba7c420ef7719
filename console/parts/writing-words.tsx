import { type ReactNode, Suspense, use } from 'react'
import { loadMessages, type Messages } from '#messages/writing'
import { areaTexts } from '../ui/area-texts.ts'
import { language } from '../ui/text.ts'

/** The texts about what is written, in the reader’s language. Only below `WithWritingWords`, which fetches them. */
export let w: Messages

const textsIn = areaTexts(loadMessages)

/** Waits for the texts about what is written: they come with what first needs them, not with the console. */
export const WithWritingWords = ({ children }: { children: ReactNode }) => (
  <Suspense>
    <Fetched>{children}</Fetched>
  </Suspense>
)

function Fetched({ children }: { children: ReactNode }) {
  w = use(textsIn(language))
  return children
}
