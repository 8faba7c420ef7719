import { loadMessages, type Messages } from '#messages/importing'
import { withTexts } from '../ui/area-texts.tsx'

/** The texts about imports, in the reader's language. Only below `WithImportWords`. */
export let i: Messages

/** Waits for the texts about imports: they come with what first needs them, not with the console. */
export const WithImportWords = withTexts(loadMessages, (texts) => {
  i = texts
})
