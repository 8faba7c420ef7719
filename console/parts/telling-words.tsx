import { loadMessages, type Messages } from '#messages/telling'
import { withTexts } from '../ui/area-texts.tsx'

/** The texts of calls and quiet hours, in the reader's language. Only below `WithTellingWords`. */
export let w: Messages

/** Waits for the texts of calls and quiet hours: they come with what first needs them, not with the console. */
export const WithTellingWords = withTexts(loadMessages, (texts) => {
  w = texts
})
