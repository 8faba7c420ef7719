import { loadMessages, type Messages } from '#messages/calendars'
import { withTexts } from '../ui/area-texts.tsx'

/** The texts about calendars in the reader's language. Only below `WithCalendarWords`, which fetches them. */
export let w: Messages

/** Waits for the texts about calendars: they come with the first hours that are drawn, not with the console. */
export const WithCalendarWords = withTexts(loadMessages, (texts) => {
  w = texts
})
