import { loadMessages, type Messages } from '#messages/exceptions'
import { withTexts } from '../ui/area-texts.tsx'

/** The texts of exceptional requests and of asking colleagues. Only below `WithExceptionWords`. */
export let w: Messages

/** Waits for these texts: they come with what first needs them, not with the console. */
export const WithExceptionWords = withTexts(loadMessages, (texts) => {
  w = texts
})
