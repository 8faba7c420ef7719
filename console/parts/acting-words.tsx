import { loadMessages, type Messages } from '#messages/acting'
import { withTexts } from '../ui/area-texts.tsx'

/** The texts of what is done to a promise, in the reader's language. Only below `WithActingWords`. */
export let a: Messages

/** Waits for the texts of what is done to a promise: they come with its form, not with the console. */
export const WithActingWords = withTexts(loadMessages, (texts) => {
  a = texts
})
