import { type ReactNode, Suspense, use } from 'react'
import { loadMessages, type Messages } from '#messages/reasons'
import type { Row } from '../api/contract.ts'
import { areaTexts } from '../ui/area-texts.ts'
import { language } from '../ui/text.ts'

/** The texts about reasons for moving a date, in the reader's language. Only below `WithReasonWords`. */
export let r: Messages

const textsIn = areaTexts(loadMessages)

/** Waits for the texts about reasons: they come with what first needs them, not with the console. */
export const WithReasonWords = ({ children }: { children: ReactNode }) => (
  <Suspense>
    <Fetched>{children}</Fetched>
  </Suspense>
)

function Fetched({ children }: { children: ReactNode }) {
  r = use(textsIn(language))
  return children
}

export type Reason = Row<'reasons.list'>
export const causes = ['supplier', 'staff', 'weather', 'customer', 'equipment', 'planning', 'other'] as const
