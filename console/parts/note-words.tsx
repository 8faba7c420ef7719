import { type ReactNode, Suspense, use } from 'react'
import { loadMessages, type Messages } from '#messages/notes'
import { areaTexts } from '../ui/area-texts.ts'
import { language } from '../ui/text.ts'

/** The texts of notes of calls, in the reader's language. Only below `WithNoteWords`. */
export let w: Messages

const textsIn = areaTexts(loadMessages)

/** Waits for the texts of notes: they come with the sheet. */
export const WithNoteWords = ({ children }: { children: ReactNode }) => (
  <Suspense>
    <Fetched>{children}</Fetched>
  </Suspense>
)

function Fetched({ children }: { children: ReactNode }) {
  w = use(textsIn(language))
  return children
}
