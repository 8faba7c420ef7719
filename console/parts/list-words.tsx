import { loadMessages, type Messages } from '#messages/lists'
import { withTexts } from '../ui/area-texts.tsx'

/** The texts of lists in the reader's language. Only below `WithListWords`, which fetches them. */
export let w: Messages

/** Waits for the texts of lists: they come with what first needs them, not with the console. */
export const WithListWords = withTexts(loadMessages, (texts) => {
  w = texts
})
