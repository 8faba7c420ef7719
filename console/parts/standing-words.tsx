import { loadMessages, type Messages } from '#messages/standing'
import { withTexts } from '../ui/area-texts.tsx'

/** The texts about how we stand with a customer, in the reader's language. Only below `WithStandingWords`. */
export let w: Messages

/** Waits for the texts about customers: they come with what first needs them, not with the console. */
export const WithStandingWords = withTexts(loadMessages, (texts) => {
  w = texts
})
