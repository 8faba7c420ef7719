import { loadMessages, type Messages } from '#messages/notes'
import { withTexts } from '../ui/area-texts.tsx'

/** The texts of notes of calls, in the reader's language. Only below `WithNoteWords`. */
export let w: Messages

/** Waits for the texts of notes: they come with the sheet. */
export const WithNoteWords = withTexts(loadMessages, (texts) => {
  w = texts
})
