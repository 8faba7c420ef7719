import { type ReactNode, Suspense, use } from 'react'
import { loadMessages, type Messages } from '#messages/exceptions'
import { areaTexts } from '../ui/area-texts.ts'
import { language } from '../ui/text.ts'

/** The texts of exceptional requests and of asking colleagues. Only below `WithExceptionWords`. */
export let w: Messages

const textsIn = areaTexts(loadMessages)

/** Waits for these texts: they come with what first needs them, not with the console. */
export const WithExceptionWords = ({ children }: { children: ReactNode }) => (
  <Suspense>
    <Fetched>{children}</Fetched>
  </Suspense>
)

function Fetched({ children }: { children: ReactNode }) {
  w = use(textsIn(language))
  return children
}
