import { loadMessages, type Messages } from '#messages/settings'
import { withTexts } from '../ui/area-texts.tsx'

/** The texts of pages that are opened now and then, in the reader's language. Only below `WithSettingsWords`. */
export let s: Messages

/** Waits for the texts of settings and evidence: they come with what first needs them, not with the console. */
export const WithSettingsWords = withTexts(loadMessages, (texts) => {
  s = texts
})
