import { loadMessages, type Messages } from '#messages/recovery'
import { withTexts } from '../ui/area-texts.tsx'

/** The texts about recoveries, in the reader's language. Only below `WithRecoveryWords`. */
export let v: Messages

/** Waits for the texts about recoveries: they come with what first needs them, not with the console. */
export const WithRecoveryWords = withTexts(loadMessages, (texts) => {
  v = texts
})
