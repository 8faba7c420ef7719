import { loadMessages, type Messages } from '#messages/timeline'
import { withTexts } from '../ui/area-texts.tsx'

/** The texts of what happened, in the reader's language. Only below `WithTimelineWords`. */
export let w: Messages

/** Waits for the texts of what happened: they come with what first needs them, not with the console. */
export const WithTimelineWords = withTexts(loadMessages, (texts) => {
  w = texts
})
