import { type ReactNode, Suspense, use } from 'react'
import { loadMessages, type Messages } from '#messages/people'
import { areaTexts } from '../ui/area-texts.ts'
import { language } from '../ui/text.ts'

/** The texts about who has what and who did what, in the reader's language. Only below `WithPeopleWords`. */
export let w: Messages

const textsIn = areaTexts(loadMessages)

/** Waits for the texts about people: they come with what first needs them, not with the console. */
export const WithPeopleWords = ({ children }: { children: ReactNode }) => (
  <Suspense>
    <Fetched>{children}</Fetched>
  </Suspense>
)

function Fetched({ children }: { children: ReactNode }) {
  w = use(textsIn(language))
  return children
}
