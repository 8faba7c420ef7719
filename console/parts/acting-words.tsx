import { type ReactNode, Suspense, use } from 'react'
import { loadMessages, type Messages } from '#messages/acting'
import { areaTexts } from '../ui/area-texts.ts'
import { language } from '../ui/text.ts'

/** The texts of what is done to a promise, in the reader's language. Only below `WithActingWords`. */
export let a: Messages

const textsIn = areaTexts(loadMessages)

/** Waits for the texts of what is done to a promise: they come with its form, not with the console. */
export const WithActingWords = ({ children }: { children: ReactNode }) => (
  <Suspense>
    <Fetched>{children}</Fetched>
  </Suspense>
)

function Fetched({ children }: { children: ReactNode }) {
  a = use(textsIn(language))
  return children
}
