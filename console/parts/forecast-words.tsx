import { loadMessages, type Messages } from '#messages/forecast'
import { withTexts } from '../ui/area-texts.tsx'

/** The texts about the forecast in the reader's language. Only below `WithForecastWords`, which fetches them. */
export let w: Messages

/** Waits for the texts about the forecast: they come with the first page that needs them, not with the console. */
export const WithForecastWords = withTexts(loadMessages, (texts) => {
  w = texts
})
