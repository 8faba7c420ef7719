import { type ReactNode, Suspense, use } from 'react'
import { loadMessages, type Messages } from '#messages/notifications'
import { areaTexts } from '../ui/area-texts.ts'
import { language } from '../ui/text.ts'

/** The texts about notifications, in the reader's language. Only below `WithNotificationWords`. */
export let t: Messages

const textsIn = areaTexts(loadMessages)

/** Waits for the texts about notifications: they come with what first needs them, not with the console. */
export const WithNotificationWords = ({ children }: { children: ReactNode }) => (
  <Suspense>
    <Fetched>{children}</Fetched>
  </Suspense>
)

function Fetched({ children }: { children: ReactNode }) {
  t = use(textsIn(language))
  return children
}
