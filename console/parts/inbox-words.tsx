import { loadMessages, type Messages } from '#messages/inbox'
import { withTexts } from '../ui/area-texts.tsx'

/** The texts of the inbox, in the reader's language. Only below `WithInboxWords`. */
export let w: Messages

/** Waits for the texts of the inbox: they come with what first needs them, not with the console. */
export const WithInboxWords = withTexts(loadMessages, (texts) => {
  w = texts
})
