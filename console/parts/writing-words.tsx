import { loadMessages, type Messages } from '#messages/writing'
import { withTexts } from '../ui/area-texts.tsx'

/** The texts about what is written, in the reader’s language. Only below `WithWritingWords`, which fetches them. */
export let w: Messages

/** Waits for the texts about what is written: they come with what first needs them, not with the console. */
export const WithWritingWords = withTexts(loadMessages, (texts) => {
  w = texts
})
