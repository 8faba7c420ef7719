import { type ReactNode, Suspense, use } from 'react'
import { loadMessages, type Messages } from '#messages/clock'
import { areaTexts } from '../ui/area-texts.ts'
import { language } from '../ui/text.ts'

/** The texts of how dates are counted and of clocks that stood still. Only below `WithClockWords`. */
export let w: Messages

const textsIn = areaTexts(loadMessages)

/** Waits for these texts: they come with what first needs them, not with the console. */
export const WithClockWords = ({ children }: { children: ReactNode }) => (
  <Suspense>
    <Fetched>{children}</Fetched>
  </Suspense>
)

function Fetched({ children }: { children: ReactNode }) {
  w = use(textsIn(language))
  return children
}
