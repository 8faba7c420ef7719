import { loadMessages, type Messages } from '#messages/record'
import { withTexts } from '../ui/area-texts.tsx'

/** The texts about one customer's record, in the reader's language. Only below `WithRecordWords`. */
export let w: Messages

/** Waits for the texts about the record: they come with what first needs them, not with the console. */
export const WithRecordWords = withTexts(loadMessages, (texts) => {
  w = texts
})
