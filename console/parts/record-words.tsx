import { type ReactNode, Suspense, use } from 'react'
import { loadMessages, type Messages } from '#messages/record'
import { areaTexts } from '../ui/area-texts.ts'
import { language } from '../ui/text.ts'

/** The texts about one customer's record, in the reader's language. Only below `WithRecordWords`. */
export let w: Messages

const textsIn = areaTexts(loadMessages)

/** Waits for the texts about the record: they come with what first needs them, not with the console. */
export const WithRecordWords = ({ children }: { children: ReactNode }) => (
  <Suspense>
    <Fetched>{children}</Fetched>
  </Suspense>
)

function Fetched({ children }: { children: ReactNode }) {
  w = use(textsIn(language))
  return children
}
