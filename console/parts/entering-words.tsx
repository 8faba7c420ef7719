import { loadMessages, type Messages } from '#messages/entering'
import { withTexts } from '../ui/area-texts.tsx'

/** The texts of signing in and setting up, in the reader's language. Only below `WithEnteringWords`. */
export let e: Messages

/** Waits for the texts of signing in and setting up: who is in already does not need them. */
export const WithEnteringWords = withTexts(loadMessages, (texts) => {
  e = texts
})
