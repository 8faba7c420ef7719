import { type ReactNode, Suspense, use } from 'react'
import { loadMessages, type Messages } from '#messages/standing'
import { areaTexts } from '../ui/area-texts.ts'
import { language } from '../ui/text.ts'

/** The texts about how we stand with a customer, in the reader's language. Only below `WithStandingWords`. */
export let w: Messages

const textsIn = areaTexts(loadMessages)

/** Waits for the texts about customers: they come with what first needs them, not with the console. */
export const WithStandingWords = ({ children }: { children: ReactNode }) => (
  <Suspense>
    <Fetched>{children}</Fetched>
  </Suspense>
)

function Fetched({ children }: { children: ReactNode }) {
  w = use(textsIn(language))
  return children
}
