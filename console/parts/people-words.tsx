import { loadMessages, type Messages } from '#messages/people'
import { withTexts } from '../ui/area-texts.tsx'

/** The texts about who has what and who did what, in the reader's language. Only below `WithPeopleWords`. */
export let w: Messages

/** Waits for the texts about people: they come with what first needs them, not with the console. */
export const WithPeopleWords = withTexts(loadMessages, (texts) => {
  w = texts
})
