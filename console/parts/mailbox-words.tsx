import { loadMessages, type Messages } from '#messages/mailboxes'
import { withTexts } from '../ui/area-texts.tsx'

/** The texts about mailboxes, in the reader's language. Only below `WithMailboxWords`. */
export let b: Messages

/** Waits for the texts about mailboxes: they come with what first needs them, not with the console. */
export const WithMailboxWords = withTexts(loadMessages, (texts) => {
  b = texts
})

/** Why mail does not arrive. */
export function failureWords(code: string): string {
  const texts: Readonly<Record<string, (() => string) | undefined>> = b.failure
  return texts[code.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())]?.() ?? code
}
