import { loadMessages, type Messages } from '#messages/policies'
import { withTexts } from '../ui/area-texts.tsx'

/** The texts about policies in the reader's language. Only below `WithPolicyWords`, which fetches them. */
export let w: Messages

/** Waits for the texts about policies: they come with the first page that needs them, not with the console. */
export const WithPolicyWords = withTexts(loadMessages, (texts) => {
  w = texts
})
