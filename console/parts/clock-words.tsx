import { loadMessages, type Messages } from '#messages/clock'
import { withTexts } from '../ui/area-texts.tsx'

/** The texts of how dates are counted and of clocks that stood still. Only below `WithClockWords`. */
export let w: Messages

/** Waits for these texts: they come with what first needs them, not with the console. */
export const WithClockWords = withTexts(loadMessages, (texts) => {
  w = texts
})
