import { type ReactNode, Suspense, use } from 'react'
import { loadMessages, type Messages } from '#messages/recovery'
import { areaTexts } from '../ui/area-texts.ts'
import { language } from '../ui/text.ts'

/** The texts about recoveries, in the reader's language. Only below `WithRecoveryWords`. */
export let v: Messages

const textsIn = areaTexts(loadMessages)

/** Waits for the texts about recoveries: they come with what first needs them, not with the console. */
export const WithRecoveryWords = ({ children }: { children: ReactNode }) => (
  <Suspense>
    <Fetched>{children}</Fetched>
  </Suspense>
)

function Fetched({ children }: { children: ReactNode }) {
  v = use(textsIn(language))
  return children
}
