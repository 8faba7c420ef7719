import { type ReactNode, Suspense, use } from 'react'
import { loadMessages, type Messages } from '#messages/importing'
import { areaTexts } from '../ui/area-texts.ts'
import { language } from '../ui/text.ts'

/** The texts about imports, in the reader's language. Only below `WithImportWords`. */
export let i: Messages

const textsIn = areaTexts(loadMessages)

/** Waits for the texts about imports: they come with what first needs them, not with the console. */
export const WithImportWords = ({ children }: { children: ReactNode }) => (
  <Suspense>
    <Fetched>{children}</Fetched>
  </Suspense>
)

function Fetched({ children }: { children: ReactNode }) {
  i = use(textsIn(language))
  return children
}
