import { type ReactNode, Suspense, use } from 'react'
import { loadMessages, type Messages } from '#messages/lists'
import { areaTexts } from '../ui/area-texts.ts'
import { language } from '../ui/text.ts'

/** The texts of lists in the reader's language. Only below `WithListWords`, which fetches them. */
export let w: Messages

const textsIn = areaTexts(loadMessages)

/** Waits for the texts of lists: they come with what first needs them, not with the console. */
export const WithListWords = ({ children }: { children: ReactNode }) => (
  <Suspense>
    <Fetched>{children}</Fetched>
  </Suspense>
)

function Fetched({ children }: { children: ReactNode }) {
  w = use(textsIn(language))
  return children
}
