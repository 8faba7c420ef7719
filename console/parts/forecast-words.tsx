import { type ReactNode, use } from 'react'
import { loadMessages, type Messages } from '#messages/forecast'
import { areaTexts } from '../ui/area-texts.ts'
import { language } from '../ui/text.ts'

/** The texts about the forecast in the reader's language. Only below `WithForecastWords`, which fetches them. */
export let w: Messages

const textsIn = areaTexts(loadMessages)

/** Waits for the texts about the forecast: they come with the first page that needs them, not with the console. */
export function WithForecastWords({ children }: { children: ReactNode }) {
  w = use(textsIn(language))
  return children
}
