import { loadMessages, type Messages } from '#messages/reasons'
import type { Row } from '../api/contract.ts'
import { withTexts } from '../ui/area-texts.tsx'

/** The texts about reasons for moving a date, in the reader's language. Only below `WithReasonWords`. */
export let r: Messages

/** Waits for the texts about reasons: they come with what first needs them, not with the console. */
export const WithReasonWords = withTexts(loadMessages, (texts) => {
  r = texts
})

export type Reason = Row<'reasons.list'>
export const causes = ['supplier', 'staff', 'weather', 'customer', 'equipment', 'planning', 'other'] as const
