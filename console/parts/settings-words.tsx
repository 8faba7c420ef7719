import { type ReactNode, Suspense, use } from 'react'
import { loadMessages, type Messages } from '#messages/settings'
import { areaTexts } from '../ui/area-texts.ts'
import { language } from '../ui/text.ts'

/** The texts of pages that are opened now and then, in the reader's language. Only below `WithSettingsWords`. */
export let s: Messages

const textsIn = areaTexts(loadMessages)

/** Waits for the texts of settings and evidence: they come with what first needs them, not with the console. */
export const WithSettingsWords = ({ children }: { children: ReactNode }) => (
  <Suspense>
    <Fetched>{children}</Fetched>
  </Suspense>
)

function Fetched({ children }: { children: ReactNode }) {
  s = use(textsIn(language))
  return children
}
