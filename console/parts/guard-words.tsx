import { loadMessages, type Messages } from '#messages/guard'
import { withTexts } from '../ui/area-texts.tsx'

/** The texts about the floor in the reader's language. Only below `WithGuardWords`, which fetches them. */
export let w: Messages

/** Waits for the texts about the floor: they come with what first needs them, not with the console. */
export const WithGuardWords = withTexts(loadMessages, (texts) => {
  w = texts
})
