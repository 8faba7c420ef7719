import { type ReactNode, Suspense, use } from 'react'
import { loadMessages, type Messages } from '#messages/timeline'
import { areaTexts } from '../ui/area-texts.ts'
import { language } from '../ui/text.ts'

/** The texts of what happened, in the reader's language. Only below `WithTimelineWords`. */
export let w: Messages

const textsIn = areaTexts(loadMessages)

/** Begins to fetch the texts before something is drawn that needs them. */
export const fetchTimelineWords = (): unknown => textsIn(language)

/** Waits for the texts of what happened: they come with what first needs them, not with the console. */
export const WithTimelineWords = ({ children, fallback }: { children: ReactNode; fallback?: ReactNode }) => (
  <Suspense fallback={fallback}>
    <Fetched>{children}</Fetched>
  </Suspense>
)

function Fetched({ children }: { children: ReactNode }) {
  w = use(textsIn(language))
  return children
}
