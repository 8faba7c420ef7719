import { type ReactNode, use } from 'react'
import { loadMessages, type Messages } from '#messages/calendars'
import { areaTexts } from '../ui/area-texts.ts'
import { language } from '../ui/text.ts'

/** The texts about calendars in the reader's language. Only below `WithCalendarWords`, which fetches them. */
export let w: Messages

const textsIn = areaTexts(loadMessages)

/** Waits for the texts about calendars: they come with the first hours that are drawn, not with the console. */
export function WithCalendarWords({ children }: { children: ReactNode }) {
  w = use(textsIn(language))
  return children
}
