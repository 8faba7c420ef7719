import { loadMessages, type Messages } from '#messages/notifications'
import { withTexts } from '../ui/area-texts.tsx'

/** The texts about notifications, in the reader's language. Only below `WithNotificationWords`. */
export let t: Messages

/** Waits for the texts about notifications: they come with what first needs them, not with the console. */
export const WithNotificationWords = withTexts(loadMessages, (texts) => {
  t = texts
})
