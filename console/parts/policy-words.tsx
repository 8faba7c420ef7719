import { type ReactNode, use } from 'react'
import { loadMessages, type Messages } from '#messages/policies'
import { areaTexts } from '../ui/area-texts.ts'
import { language } from '../ui/text.ts'

/** The texts about policies in the reader's language. Only below `WithPolicyWords`, which fetches them. */
export let w: Messages

const textsIn = areaTexts(loadMessages)

/** Waits for the texts about policies: they come with the first page that needs them, not with the console. */
export function WithPolicyWords({ children }: { children: ReactNode }) {
  w = use(textsIn(language))
  return children
}
